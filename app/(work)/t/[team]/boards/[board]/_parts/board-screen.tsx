"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/badge";
import { PageHeader } from "@/app/_ui/page-header";
import { roleAllows, type TeamRole } from "@/lib/team-role";
import type { AppRouter } from "@/server/routers/app-router";
import { CompareModels } from "./compare-models";
import { Leaderboard } from "./leaderboard";
import { ScoreDetail } from "./score-detail";
import { ScoreModel } from "./score-model";

export type BoardDetails = inferRouterOutputs<AppRouter>["boards"]["get"];
export type BoardRow = BoardDetails["rows"][number];

/** While a score run is under way the board asks again this often. */
const POLL_MS = 4000;

/** A leaderboard; a model's details open below it and keep their place in the address. */
export function BoardScreen(props: { team: string; role: TeamRole | null; initialBoard: BoardDetails }) {
  const { team, role, initialBoard } = props;
  const t = useTranslations("boards");
  const trpc = useTRPC();
  const [selected, setSelected] = useQueryState("model", parseAsString);
  const { data: board } = useQuery({
    ...trpc.boards.get.queryOptions({ team, board: initialBoard.slug }),
    initialData: initialBoard,
    refetchInterval: (query) => (query.state.data && query.state.data.pending.length > 0 ? POLL_MS : false),
  });
  const row = board.rows.find((candidate) => candidate.modelSlug === selected);
  const mayScore = role !== null && roleAllows(role, "annotator");
  return (
    <>
      <PageHeader
        title={board.name}
        crumbs={[{ label: t("title"), href: `/t/${team}/boards` }]}
        meta={
          <>
            <span>{t(`metric.${board.metric}`)}</span>
            <Link
              href={`/t/${team}/datasets/${board.datasetSlug}/versions`}
              className="underline-offset-2 hover:underline"
            >
              {t("version", { name: board.datasetName, number: board.versionNumber })}
            </Link>
            <span>
              {t(`split.${board.split}`)}, {t("pictures", { count: board.images })}
            </span>
            <code title={board.contentHash} className="font-mono text-xs text-ink-faint">
              {board.contentHash.slice(0, 12)}
            </code>
          </>
        }
        actions={mayScore && <ScoreModel team={team} board={board} />}
      />
      {board.description && <p className="max-w-prose pb-4 text-base text-ink-soft">{board.description}</p>}
      {board.pending.map((run) => (
        <p
          key={run.number}
          role="status"
          className="flex items-center gap-3 border-t border-line py-2 text-sm"
        >
          <Badge tone="live">
            <Link href={`/t/${team}/runs/${run.number}`} className="hover:underline">
              {t("pending", {
                model: run.modelName,
                number: run.number,
                status: t(`status.${pendingStatus(run.status)}`),
              })}
            </Link>
          </Badge>
        </p>
      ))}
      <Leaderboard
        team={team}
        board={board}
        selected={selected}
        onSelect={(slug) => void setSelected(slug)}
      />
      {row && (
        <ScoreDetail
          team={team}
          board={board}
          row={row}
          mayScore={mayScore}
          onClose={() => void setSelected(null)}
        />
      )}
      {board.rows.length > 1 && <CompareModels team={team} board={board} />}
    </>
  );
}

function pendingStatus(status: BoardDetails["pending"][number]["status"]) {
  return status === "leased" || status === "running" || status === "finalizing" ? status : "queued";
}
