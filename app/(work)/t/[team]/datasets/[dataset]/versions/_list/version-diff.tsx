"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Select } from "@/app/_ui/select";
import { Skeleton } from "@/app/_ui/skeleton";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { Version } from "./version-list";

type Props = { team: string; dataset: string; version: Version; versions: Version[] };

const LINES = [
  "imagesAdded",
  "imagesRemoved",
  "splitsChanged",
  "annotationsAdded",
  "annotationsRemoved",
  "annotationsChanged",
  "labelsAdded",
  "labelsRemoved",
  "labelsRenamed",
] as const;

/** What changed between the chosen version and another, the one before it at first. */
export function VersionDiff({ team, dataset, version, versions }: Props) {
  const t = useTranslations("versions");
  const format = useFormatter();
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const others = versions.filter(({ number }) => number !== version.number);
  const before = others.find(({ number }) => number < version.number) ?? others[0];
  const [other, setOther] = useState(before?.number ?? version.number);
  const [from, to] = other < version.number ? [other, version.number] : [version.number, other];
  const diff = useQuery(trpc.versions.diff.queryOptions({ team, dataset, from, to }));
  const lines = LINES.filter((line) => (diff.data?.[line].count ?? 0) > 0);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h3 className="text-md font-semibold">{t("diffTitle", { from, to })}</h3>
        <div className="w-44">
          <Select
            label={t("compare")}
            hideLabel
            value={String(other)}
            options={others.map(({ number }) => ({ value: String(number), label: t("version", { number }) }))}
            onChange={(value) => setOther(Number(value))}
          />
        </div>
      </div>
      <ErrorNotice message={diff.error && wording(diff.error)} />
      {diff.isPending && <Skeleton className="h-20 w-full" />}
      {diff.data && lines.length === 0 && <p className="text-sm text-ink-soft">{t("diffNone")}</p>}
      <dl className="flex flex-col">
        {lines.map((line) => (
          <div
            key={line}
            className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 border-b border-line py-2 text-sm sm:grid-cols-[minmax(9rem,14rem)_4rem_1fr]"
          >
            <dt>{t(line)}</dt>
            <dd className="text-right font-semibold">{format.number(diff.data?.[line].count ?? 0)}</dd>
            <dd className="min-w-0 text-xs break-words text-ink-soft max-sm:col-span-2">
              {t("examples", { names: diff.data?.[line].examples.join(", ") ?? "" })}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
