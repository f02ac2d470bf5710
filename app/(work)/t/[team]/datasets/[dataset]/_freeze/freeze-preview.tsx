"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { LabelChip } from "@/app/_ui/label-chip";
import { Skeleton } from "@/app/_ui/skeleton";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { AppRouter } from "@/server/routers/app-router";

type Preview = inferRouterOutputs<AppRouter>["versions"]["preview"];

const SPLITS = ["train", "val", "test"] as const;

/** Counts by split and label, warnings, and which pictures are kept together. */
export function FreezePreview({ preview, error }: { preview: Preview | undefined; error: unknown }) {
  const t = useTranslations("versions");
  const wording = useErrorMessage();
  if (error) return <ErrorNotice message={wording(error)} />;
  if (!preview) {
    return (
      <div role="status" aria-label={t("counting")} className="flex flex-col gap-3">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-28 w-full" />
      </div>
    );
  }
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <h3 className="text-sm font-medium">{t("preview")}</h3>
      <SplitBar bySplit={preview.counts.bySplit} total={preview.counts.images} />
      <CountTable preview={preview} />
      <Warnings warnings={preview.warnings} />
      <Groups preview={preview} />
    </div>
  );
}

const SPLIT_TONES = { train: "bg-ink", val: "bg-ink-faint", test: "bg-pigment" } as const;

function SplitBar({ bySplit, total }: { bySplit: Preview["counts"]["bySplit"]; total: number }) {
  return (
    <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-full bg-line">
      {SPLITS.map((split) => (
        <div
          key={split}
          className={SPLIT_TONES[split]}
          style={{ width: `${(100 * bySplit[split]) / Math.max(1, total)}%` }}
        />
      ))}
    </div>
  );
}

function CountTable({ preview }: { preview: Preview }) {
  const t = useTranslations("versions");
  const format = useFormatter();
  const { counts, byLabel } = preview;
  return (
    <Table aria-label={t("preview")}>
      <thead>
        <tr>
          <Th> </Th>
          {SPLITS.map((split) => (
            <Th key={split} numeric>
              {t(split)}
            </Th>
          ))}
          <Th numeric>{t("total")}</Th>
        </tr>
      </thead>
      <tbody>
        <Tr>
          <Td className="font-medium">{t("pictures")}</Td>
          {SPLITS.map((split) => (
            <Td key={split} numeric>
              {format.number(counts.bySplit[split])}
            </Td>
          ))}
          <Td numeric>{format.number(counts.images)}</Td>
        </Tr>
        {byLabel.map(({ id, name, hue, bySplit }) => (
          <Tr key={id}>
            <Td className="max-w-48">
              <LabelChip hue={hue}>{name}</LabelChip>
            </Td>
            {SPLITS.map((split) => (
              <Td key={split} numeric>
                {format.number(bySplit[split])}
              </Td>
            ))}
            <Td numeric>{format.number(bySplit.train + bySplit.val + bySplit.test)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Warnings({ warnings }: { warnings: Preview["warnings"] }) {
  const t = useTranslations("versions.warning");
  if (warnings.length === 0) return null;
  function word(warning: Preview["warnings"][number]) {
    if ("label" in warning) return t(warning.kind, { label: warning.label });
    return "count" in warning ? t(warning.kind, { count: warning.count }) : t(warning.kind);
  }
  return (
    <ul className="flex flex-col gap-1.5 text-sm text-ochre-ink">
      {warnings.map((warning) => (
        <li key={JSON.stringify(warning)} className="flex items-start gap-2">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {word(warning)}
        </li>
      ))}
    </ul>
  );
}

function Groups({ preview }: { preview: Preview }) {
  const t = useTranslations("versions");
  const summary = t("groups", { count: preview.counts.groups });
  if (preview.groups.length === 0) return <p className="text-sm text-ink-soft">{summary}</p>;
  return (
    <details className="text-sm">
      <summary className="text-ink-soft">{summary}</summary>
      <ul className="mt-2 flex max-h-72 flex-col gap-2 overflow-y-auto">
        {preview.groups.map((group) => (
          <li key={group.thumbnails[0]?.id} className="flex items-center gap-3">
            <span className="flex gap-1">
              {group.thumbnails.map(({ id, url }) => (
                <img key={id} src={url} alt="" loading="lazy" className="size-11 rounded-sm object-cover" />
              ))}
            </span>
            <span className="text-xs text-ink-soft">
              {t("groupRow", { count: group.size, split: t(group.split) })}
            </span>
          </li>
        ))}
      </ul>
      {preview.otherGroups > 0 && (
        <p className="mt-2 text-xs text-ink-faint">{t("moreGroups", { count: preview.otherGroups })}</p>
      )}
    </details>
  );
}
