"use client";

import type { inferRouterOutputs } from "@trpc/server";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import { useByteFormat } from "@/app/_ui/use-byte-format";
import type { AppRouter } from "@/server/routers/app-router";

type Model = inferRouterOutputs<AppRouter>["models"]["list"][number];

/** A team's models with their best score, newest first; on a phone, a list of the same facts. */
export function ModelTable({ team, models }: { team: string; models: readonly Model[] }) {
  const t = useTranslations("models");
  const bytes = useByteFormat();
  return (
    <Table aria-label={t("listLabel")}>
      <thead>
        <tr className="border-b border-line">
          <Th>{t("column.model")}</Th>
          <Th className="max-sm:hidden">{t("column.task")}</Th>
          <Th className="max-md:hidden">{t("column.data")}</Th>
          <Th numeric>{t("column.score")}</Th>
          <Th numeric className="max-md:hidden">
            {t("column.size")}
          </Th>
          <Th numeric className="max-sm:hidden">
            {t("column.made")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <Tr key={model.id}>
            <Td>
              <Link href={`/t/${team}/models/${model.slug}`} className="font-medium hover:underline">
                {model.name}
              </Link>
              <p className="text-xs text-ink-faint">
                {model.architecture}
                <span className="sm:hidden"> · {t(`task.${model.task}`)}</span>
              </p>
            </Td>
            <Td className="text-ink-soft max-sm:hidden">{t(`task.${model.task}`)}</Td>
            <Td className="text-ink-soft max-md:hidden">
              {model.datasetSlug && model.datasetName && model.versionNumber !== null
                ? t("version", { name: model.datasetName, number: model.versionNumber })
                : t("lineage.shipped")}
            </Td>
            <Td numeric>
              <BestScore scores={model.scores} />
            </Td>
            <Td numeric className="text-ink-soft max-md:hidden">
              {bytes(model.onnxBytes)}
            </Td>
            <Td numeric className="text-ink-soft max-sm:hidden">
              <RelativeTime at={model.createdAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function BestScore({ scores }: { scores: Model["scores"] }) {
  const t = useTranslations("models");
  const format = useFormatter();
  const best = scores[0];
  if (!best) return <span className="text-xs text-ink-faint">{t("notScored")}</span>;
  return (
    <>
      <span className="font-medium tabular-nums">{format.number(best.value, "score")}</span>
      <p className="text-xs text-ink-faint">
        {t(`metric.${best.metric}`)}
        {best.leaked && <span className="text-ochre-ink"> · {t("leaked")}</span>}
      </p>
    </>
  );
}
