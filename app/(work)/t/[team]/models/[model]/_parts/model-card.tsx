import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { CopyField } from "@/app/_ui/copy-field";
import { DefinitionList } from "@/app/_ui/definition-list";
import { useByteFormat } from "@/app/_ui/use-byte-format";
import type { ModelDetails } from "./model-screen";
import { reproduceCommand } from "./reproduce-command";

/** All that is written down about a model, from its manifest. */
export function ModelCard({
  team,
  model,
  manifestUrl,
}: {
  team: string;
  model: ModelDetails;
  manifestUrl: string;
}) {
  const t = useTranslations("models");
  const format = useFormatter();
  const bytes = useByteFormat();
  const { manifest } = model;
  const { training, preprocess, files } = manifest;
  const { size } = preprocess;
  const command = reproduceCommand(team, model);
  const metrics = Object.entries(training.metrics);
  return (
    <section aria-labelledby="card-title" className="flex flex-col gap-4">
      <div className="flex items-baseline justify-between gap-3">
        <h2 id="card-title" className="text-md font-semibold">
          {t("card.title")}
        </h2>
        <Link
          href={manifestUrl}
          prefetch={false}
          className="text-sm text-pigment underline underline-offset-2"
        >
          {t("card.manifest")}
        </Link>
      </div>
      <DefinitionList
        items={[
          { key: "recipe", term: t("card.recipe"), value: manifest.recipe },
          {
            key: "labels",
            term: t("card.labels"),
            value: manifest.labels.map((label) => label.name).join(", "),
          },
          { key: "data", term: t("card.data"), value: manifest.dataset.name },
          { key: "hash", term: t("card.hash"), value: <Hash text={manifest.dataset.contentHash} /> },
          { key: "weights", term: t("card.startingWeights"), value: training.startingWeights },
          { key: "pictures", term: t("card.pictures"), value: t("card.picturesValue", training.images) },
          {
            key: "epochs",
            term: t("card.epochs"),
            value: t("card.epochsValue", { epochs: training.epochs, best: training.bestEpoch }),
          },
          {
            key: "time",
            term: t("card.time"),
            value: t("card.timeValue", {
              minutes: format.number(training.seconds / 60, { maximumFractionDigits: 1 }),
              device: training.device,
            }),
          },
          { key: "seed", term: t("card.seed"), value: String(training.seed) },
          ...(metrics.length > 0
            ? [
                {
                  key: "validation",
                  term: t("card.validation"),
                  value: metrics
                    .map(([name, value]) => `${name.replace(/^val\//, "")} ${format.number(value, "score")}`)
                    .join(", "),
                },
              ]
            : []),
          {
            key: "input",
            term: t("card.input"),
            value:
              size.rule === "fit"
                ? t("card.inputFit", { shortest: size.shortestSide, longest: size.longestSide })
                : t("card.inputFixed", { width: size.width, height: size.height }),
          },
          {
            key: "file",
            term: t("card.file"),
            value: files.map((file) => `${file.name}, ${bytes(file.bytes)}, ${file.precision}`).join("; "),
          },
          ...(model.createdBy ? [{ key: "by", term: t("card.by"), value: model.createdBy }] : []),
        ]}
      />
      <details className="text-sm">
        <summary className="cursor-pointer py-1 text-ink-soft hover:text-ink">{t("card.config")}</summary>
        <DefinitionList
          items={Object.entries(training.config).map(([name, value]) => ({
            key: name,
            term: name,
            value: String(value),
          }))}
        />
      </details>
      <details className="text-sm">
        <summary className="cursor-pointer py-1 text-ink-soft hover:text-ink">{t("card.libraries")}</summary>
        <DefinitionList
          items={Object.entries(manifest.libraries).map(([name, value]) => ({
            key: name,
            term: name,
            value,
          }))}
        />
      </details>
      {command && (
        <div className="flex flex-col gap-1.5">
          <h3 className="text-sm font-medium">{t("reproduce.title")}</h3>
          <CopyField label={t("reproduce.label")} value={command} prompt="$" />
        </div>
      )}
    </section>
  );
}

/** A hash, short to read and whole to select. */
export function Hash({ text }: { text: string }) {
  return (
    <code title={text} className="font-mono text-xs break-all">
      {text.slice(0, 16)}…
    </code>
  );
}
