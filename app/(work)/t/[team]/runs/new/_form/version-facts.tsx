"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import type { RecipeName } from "@/lib/protocol/run-spec";
import type { AppRouter } from "@/server/routers/app-router";

type Version = inferRouterOutputs<AppRouter>["versions"]["list"][number];

/** What a run will see of a version, and what is missing for a good result. */
export function VersionFacts({ version, recipe }: { version: Version; recipe: RecipeName }) {
  const t = useTranslations("runs");
  const { train = 0, val = 0, test = 0 } = version.counts.bySplit;
  return (
    <div className="flex flex-col gap-1 text-sm text-ink-soft">
      <p className="tabular-nums">{t("form.counts", { train, val, test, labels: version.labels.length })}</p>
      {train === 0 && <p className="text-vermilion-ink">{t("form.noTrain")}</p>}
      {train > 0 && val === 0 && <p>{t("form.noVal")}</p>}
      {test === 0 && <p>{t("form.noTest")}</p>}
      {recipe === "authenticity" && <p>{t("form.needsTags")}</p>}
    </div>
  );
}
