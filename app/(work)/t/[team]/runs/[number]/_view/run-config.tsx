import { useTranslations } from "next-intl";
import { DefinitionList } from "@/app/_ui/definition-list";
import { useFieldWords } from "../../_parts/use-field-words";
import type { RunDetail } from "./run-detail";

/** The settings that a run was started with, as the trainer got them. */
export function RunConfig({ run }: { run: RunDetail }) {
  const t = useTranslations("runs");
  const words = useFieldWords();
  const entries = Object.entries(run.config).sort(([a], [b]) => a.localeCompare(b));
  const items = entries.map(([name, value]) => ({
    key: name,
    term: words(`${name}.label`) ?? name,
    value: <code className="font-mono text-xs">{value === null ? "–" : String(value)}</code>,
  }));
  return (
    <div className="max-w-2xl">
      <DefinitionList
        items={[
          { key: "seed", term: t("seed"), value: <code className="font-mono text-xs">{run.seed}</code> },
          { key: "gpu", term: t("form.gpu"), value: run.requirements.gpus > 0 ? t("yes") : t("no") },
          ...items,
        ]}
      />
    </div>
  );
}
