import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { RunDetail } from "./run-detail";

/** The chain that this run is a link of: dataset version → run → model → scores. */
export function Lineage({ team, run }: { team: string; run: RunDetail }) {
  const t = useTranslations("runs");
  const format = useFormatter();
  const { dataset, model, scores, benchmark } = run;
  const data = (
    <Node key="data" label={t("lineage.data")} href={`/t/${team}/datasets/${dataset.slug}/versions`}>
      {dataset.name} v{dataset.version}
    </Node>
  );
  const here = (
    <Node key="run" label={t("lineage.run")}>
      #{run.number}
    </Node>
  );
  const made = (
    <Node key="model" label={t("lineage.model")} {...(model && { href: `/t/${team}/models/${model.slug}` })}>
      {model ? model.name : <span className="text-ink-faint">{t("lineage.noModel")}</span>}
    </Node>
  );
  const boards = scores.map((score) => (
    <Node key={score.boardSlug} label={t("lineage.score")} href={`/t/${team}/boards/${score.boardSlug}`}>
      {score.boardName} <span className="tabular-nums">{format.number(score.value, "score")}</span>
    </Node>
  ));
  const judged = benchmark && boards.length === 0 && (
    <Node key="board" label={t("lineage.board")} href={`/t/${team}/boards/${benchmark.slug}`}>
      {benchmark.name}
    </Node>
  );
  const chain =
    run.kind === "train"
      ? [data, here, made, ...boards]
      : [made, here, ...(judged ? [judged] : []), ...boards];
  return (
    <ol
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-y border-line py-2.5 text-sm"
      aria-label={t("lineage.label")}
    >
      {chain.map((node, index) => (
        <li key={node.key} className="flex items-center gap-3">
          {index > 0 && <ArrowRight aria-hidden="true" className="size-3.5 text-ink-faint" />}
          {node}
        </li>
      ))}
    </ol>
  );
}

function Node({ label, href, children }: { label: string; href?: string; children: ReactNode }) {
  return (
    <span className="flex flex-col leading-tight">
      <span className="text-xs text-ink-faint">{label}</span>
      {href ? (
        <Link href={href} className="hover:underline">
          {children}
        </Link>
      ) : (
        <span>{children}</span>
      )}
    </span>
  );
}
