"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { FileJson, Play } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { parseAsInteger, useQueryState } from "nuqs";
import { buttonStyle } from "@/app/_ui/button-style";
import { classNames } from "@/app/_ui/class-names";
import { CopyField } from "@/app/_ui/copy-field";
import { LabelChip } from "@/app/_ui/label-chip";
import { LinkButton } from "@/app/_ui/link-button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Stat } from "@/app/_ui/stat";
import type { AppRouter } from "@/server/routers/app-router";
import { VersionDiff } from "./version-diff";

export type Version = inferRouterOutputs<AppRouter>["versions"]["list"][number];

type Props = { team: string; dataset: string; versions: Version[]; canTrain: boolean };

/** Versions at the left, newest first; the chosen one with its counts and what changed at the right. */
export function VersionList({ team, dataset, versions, canTrain }: Props) {
  const t = useTranslations("versions");
  const [number, setNumber] = useQueryState("version", parseAsInteger);
  const chosen = versions.find((version) => version.number === number) ?? versions[0];
  if (!chosen) return null;
  return (
    <div className="grid gap-x-10 gap-y-6 md:grid-cols-[17rem_minmax(0,1fr)]">
      <nav aria-label={t("title")}>
        <ul className="flex flex-col border-t border-line max-md:max-h-64 max-md:overflow-y-auto">
          {versions.map((version) => (
            <li key={version.id} className="border-b border-line">
              <button
                type="button"
                aria-current={version === chosen}
                onClick={() => void setNumber(version.number)}
                className={classNames(
                  "flex w-full flex-col gap-0.5 px-2 py-2.5 text-left hover:bg-hover",
                  version === chosen && "bg-pigment-wash",
                )}
              >
                <span className="flex items-baseline justify-between gap-2">
                  <span className="font-medium">{t("version", { number: version.number })}</span>
                  <span className="text-xs text-ink-soft">
                    <RelativeTime at={version.createdAt} />
                  </span>
                </span>
                <span className="truncate text-xs text-ink-soft">{version.note || splitLine(version)}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <VersionDetail
        key={chosen.id}
        team={team}
        dataset={dataset}
        version={chosen}
        versions={versions}
        canTrain={canTrain}
      />
    </div>
  );
}

function splitLine({ counts: { bySplit } }: Version): string {
  return `${bySplit.train} / ${bySplit.val} / ${bySplit.test}`;
}

function VersionDetail({
  team,
  dataset,
  version,
  versions,
  canTrain,
}: Omit<Props, "versions"> & { version: Version; versions: Version[] }) {
  const t = useTranslations("versions");
  const format = useFormatter();
  const { counts, splitConfig: config, number } = version;
  const percent = (share: number) => Math.round(share * 100);
  return (
    <section aria-label={t("version", { number })} className="flex min-w-0 flex-col gap-6">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="flex flex-col gap-1">
          <h2 className="display text-xl">{t("version", { number })}</h2>
          <p className="text-sm text-ink-soft">
            {version.createdByName && <>{t("by", { name: version.createdByName })} · </>}
            {t("config", {
              train: percent(config.train),
              val: percent(config.val),
              test: percent(config.test),
              seed: config.seed,
            })}
          </p>
          {version.note && <p className="max-w-prose text-sm">{version.note}</p>}
        </div>
        <div className="flex flex-wrap gap-2">
          <a
            href={`/api/exports/versions/${dataset}/${number}?team=${team}`}
            download
            className={buttonStyle({ variant: "secondary" })}
          >
            <FileJson aria-hidden="true" />
            {t("manifest")}
          </a>
          {canTrain && (
            <LinkButton
              href={`/t/${team}/runs/new?dataset=${dataset}&version=${number}`}
              variant="primary"
              icon={<Play aria-hidden="true" />}
            >
              {t("train_run")}
            </LinkButton>
          )}
        </div>
      </div>
      <div className="flex flex-wrap gap-x-10 gap-y-4 border-y border-line py-4">
        <Stat label={t("pictures")} value={format.number(counts.images)} />
        <Stat label={t("annotations")} value={format.number(counts.annotations)} />
        <Stat label={t("train")} value={format.number(counts.bySplit.train)} />
        <Stat label={t("val")} value={format.number(counts.bySplit.val)} />
        <Stat label={t("test")} value={format.number(counts.bySplit.test)} />
      </div>
      <ul className="flex flex-wrap gap-x-5 gap-y-2">
        {version.labels.map((label) => (
          <li key={label.id} className="max-w-64">
            <LabelChip hue={label.hue} count={format.number(counts.byLabel[label.id] ?? 0)}>
              {label.name}
            </LabelChip>
          </li>
        ))}
      </ul>
      <p className="text-sm text-ink-soft">{t("groups", { count: counts.groups })}</p>
      <CopyField label={t("hash")} value={version.contentHash} />
      {versions.length > 1 && (
        <VersionDiff team={team} dataset={dataset} version={version} versions={versions} />
      )}
    </section>
  );
}
