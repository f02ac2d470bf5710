"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { DefinitionList } from "@/app/_ui/definition-list";
import type { ModelManifest } from "@/lib/protocol/model-manifest";
import type { UseBrowserModel } from "./use-browser-model";

/** Whether this browser gives the trainer's answers, live; and whether the export did. */
export function GoldenCheck({ manifest, browser }: { manifest: ModelManifest; browser: UseBrowserModel }) {
  const t = useTranslations("models.golden");
  const { model, state, open } = browser;
  const { parity, tolerance } = manifest;
  return (
    <section aria-labelledby="golden-title" className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <h2 id="golden-title" className="text-md font-semibold">
          {t("title")}
        </h2>
        {model ? (
          <Badge tone={model.golden.isTensorIdentical && model.golden.isWithinTolerance ? "done" : "failed"}>
            {model.golden.isTensorIdentical ? t("identical") : t("differs")}
          </Badge>
        ) : (
          <Button size="small" pending={state.step === "opening"} onClick={() => void open()}>
            {t("check")}
          </Button>
        )}
      </div>
      <p className="text-sm text-ink-soft">{t("lead")}</p>
      <DefinitionList
        items={[
          {
            term: t("tensor"),
            value: model ? (model.golden.isTensorIdentical ? t("identical") : t("differs")) : t("notYet"),
          },
          ...Object.entries(model?.golden.maxAbsError ?? {}).map(([output, error]) => ({
            key: output,
            term: t("error", { output }),
            value: t("within", { error: scientific(error), tolerance: scientific(tolerance[output] ?? 0) }),
          })),
          {
            term: t("parity", { count: parity.images }),
            value: Object.entries(parity.maxAbsError)
              .map(([output, error]) => `${output} ${scientific(error)}`)
              .join(", "),
          },
        ]}
      />
    </section>
  );
}

function scientific(value: number): string {
  return value === 0 ? "0" : value.toExponential(1);
}
