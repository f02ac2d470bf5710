"use client";

import { Download, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { buttonStyle } from "@/app/_ui/button-style";
import { DefinitionList } from "@/app/_ui/definition-list";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { IconButton } from "@/app/_ui/icon-button";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { BoardDetails, BoardRow } from "./board-screen";
import { ConfusionTable } from "./confusion-table";
import { CurvePlots, ReliabilityPlot } from "./curve-plots";
import { PerClass } from "./per-class";
import { useScoreModel } from "./score-model";

type Props = { team: string; board: BoardDetails; row: BoardRow; mayScore: boolean; onClose: () => void };

/** All that is known of one score: per class, curves, mistakes, and how it was made. */
export function ScoreDetail({ team, board, row, mayScore, onClose }: Props) {
  const t = useTranslations("boards");
  return (
    <section
      aria-labelledby="detail-title"
      className="mt-8 flex flex-col gap-6 border-t border-line-strong pt-4"
    >
      <header className="flex items-center justify-between gap-4">
        <h2 id="detail-title" className="display text-xl">
          {t("detail.title", { model: row.modelName })}
        </h2>
        <IconButton label={t("detail.close")} icon={<X aria-hidden="true" />} onClick={onClose} />
      </header>
      {row.leaked && (
        <p className="border-l-2 border-ochre pl-3 text-sm text-ochre-ink">
          {t("leak.long", { count: row.leak.grouped })}
        </p>
      )}
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-2 2xl:grid-cols-3">
        <PerClass board={board} row={row} />
        <CurvePlots board={board} row={row} />
        {row.reliability.length > 0 && <ReliabilityPlot bins={row.reliability} />}
        <ConfusionTable confusion={row.confusion} />
        <Proof team={team} board={board} row={row} mayScore={mayScore} />
      </div>
    </section>
  );
}

function Proof({ team, board, row, mayScore }: Omit<Props, "onClose">) {
  const t = useTranslations("boards");
  const format = useFormatter();
  const wording = useErrorMessage();
  const score = useScoreModel({ team, board });
  const { samples, seed, unit, units } = row.bootstrap;
  const leak = row.leak.isKnown ? t("leak.clean") : t("leak.unknown");
  const predictions = `/api/boards/${board.slug}/predictions?team=${team}&model=${row.modelSlug}`;
  return (
    <section aria-labelledby="proof-title" className="flex min-w-0 flex-col gap-3">
      <h3 id="proof-title" className="text-md font-semibold">
        {t("detail.proof")}
      </h3>
      <DefinitionList
        items={[
          { key: "hash", term: t("detail.hash"), value: <Code text={board.contentHash} /> },
          { key: "model", term: t("detail.modelHash"), value: <Code text={row.onnxSha256} /> },
          {
            key: "interval",
            term: t("detail.interval"),
            value: t("detail.intervalValue", { samples, units, unit, seed }),
          },
          {
            key: "checked",
            term: t("detail.checked"),
            value: t("detail.checkedValue", {
              value: format.number(row.recomputed, { maximumFractionDigits: 6 }),
            }),
          },
          { key: "leak", term: t("detail.leak"), value: row.leaked ? t("leak.short") : leak },
          {
            key: "values",
            term: t("detail.values"),
            value: Object.entries(row.values)
              .map(([name, value]) => `${name} ${format.number(value, "score")}`)
              .join(", "),
          },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        {row.hasPredictions && (
          <a href={predictions} download className={buttonStyle({ variant: "secondary" })}>
            <Download aria-hidden="true" />
            {t("detail.predictions")}
          </a>
        )}
        {mayScore && (
          <Button
            pending={score.isPending}
            onClick={() => score.mutate({ team, board: board.slug, model: row.modelSlug })}
          >
            {t("score.again")}
          </Button>
        )}
      </div>
      <ErrorNotice message={score.error && wording(score.error)} />
    </section>
  );
}

function Code({ text }: { text: string }) {
  return (
    <code title={text} className="font-mono text-xs">
      {text.slice(0, 16)}…
    </code>
  );
}
