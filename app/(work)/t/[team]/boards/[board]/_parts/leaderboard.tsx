"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/badge";
import { classNames } from "@/app/_ui/class-names";
import { IconButton } from "@/app/_ui/icon-button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import type { BoardDetails, BoardRow } from "./board-screen";
import { Whisker } from "./whisker";

type Props = {
  team: string;
  board: BoardDetails;
  selected: string | null;
  onSelect: (slug: string | null) => void;
};

/** The ranking: score, interval on one common scale, and what each score rests on. */
export function Leaderboard({ team, board, selected, onSelect }: Props) {
  const t = useTranslations("boards");
  if (board.rows.length === 0) {
    return <p className="border-t border-line py-10 text-base text-ink-soft">{t("table.noModels")}</p>;
  }
  const scale = scaleOf(board.rows);
  return (
    <>
      <Table aria-label={t("table.label")}>
        <thead>
          <tr className="border-b border-line">
            <Th className="w-14">{t("table.rank")}</Th>
            <Th>{t("table.model")}</Th>
            <Th numeric>{t("table.score")}</Th>
            <Th className="w-[36%] min-w-56 max-sm:hidden">
              <IntervalHead scale={scale} />
            </Th>
            <Th numeric className="max-lg:hidden">
              {t("table.pictures")}
            </Th>
            <Th numeric className="max-md:hidden">
              {t("table.scored")}
            </Th>
            <Th numeric className="max-lg:hidden">
              {t("table.run")}
            </Th>
            <Th className="w-10">
              <span className="sr-only">{t("table.details", { model: "" })}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {board.rows.map((row) => (
            <Row
              key={row.modelSlug}
              team={team}
              row={row}
              scale={scale}
              isOpen={row.modelSlug === selected}
              onToggle={() => onSelect(row.modelSlug === selected ? null : row.modelSlug)}
            />
          ))}
        </tbody>
      </Table>
      {board.rows.length > 1 && <p className="max-w-prose pt-3 text-xs text-ink-faint">{t("table.ties")}</p>}
    </>
  );
}

type Scale = { from: number; to: number };
type RowProps = { team: string; row: BoardRow; scale: Scale; isOpen: boolean; onToggle: () => void };

function Row({ team, row, scale, isOpen, onToggle }: RowProps) {
  const t = useTranslations("boards");
  const format = useFormatter();
  return (
    <Tr className={classNames(isOpen && "bg-hover")}>
      <Td>
        <span className="display text-lg tabular-nums">{row.rank}</span>
        {row.isTied && (
          <span title={t("table.tied")} className="ml-1 text-ink-faint">
            ≈<span className="sr-only">{t("table.tied")}</span>
          </span>
        )}
      </Td>
      <Td>
        <Link href={`/t/${team}/models/${row.modelSlug}`} className="font-medium hover:underline">
          {row.modelName}
        </Link>
        {row.leaked && (
          <p>
            <Badge tone="attention">{t("leak.short")}</Badge>
          </p>
        )}
      </Td>
      <Td numeric>
        <span className="font-semibold tabular-nums">{format.number(row.value, "score")}</span>
        <p className="text-xs whitespace-nowrap text-ink-faint tabular-nums sm:hidden">
          {format.number(row.low, "score")}–{format.number(row.high, "score")}
        </p>
      </Td>
      <Td className="max-sm:hidden">
        <span className={INTERVAL_GRID}>
          <Whisker low={row.low} value={row.value} high={row.high} isFaint={row.leaked} {...scale} />
          <span className="text-right text-xs whitespace-nowrap text-ink-soft tabular-nums">
            {format.number(row.low, "score")}–{format.number(row.high, "score")}
          </span>
        </span>
      </Td>
      <Td numeric className="text-ink-soft tabular-nums max-lg:hidden">
        {format.number(row.images, "count")}
      </Td>
      <Td numeric className="whitespace-nowrap text-ink-soft max-md:hidden">
        <RelativeTime at={row.createdAt} />
      </Td>
      <Td numeric className="max-lg:hidden">
        {row.runNumber !== null && (
          <Link
            href={`/t/${team}/runs/${row.runNumber}`}
            className="text-ink-soft tabular-nums hover:underline"
          >
            {row.runNumber}
          </Link>
        )}
      </Td>
      <Td numeric>
        <IconButton
          label={t("table.details", { model: row.modelName })}
          size="small"
          aria-expanded={isOpen}
          icon={isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
          onClick={onToggle}
        />
      </Td>
    </Tr>
  );
}

const INTERVAL_GRID = "grid grid-cols-[minmax(0,1fr)_6.5rem] items-center gap-x-3";

/** The ends of the rows' common scale, over the whiskers. */
function IntervalHead({ scale }: { scale: Scale }) {
  const t = useTranslations("boards.table");
  const format = useFormatter();
  const end = (value: number) => format.number(value, { maximumFractionDigits: 1 });
  return (
    <span className={INTERVAL_GRID}>
      <span aria-hidden="true" className="flex justify-between font-normal tabular-nums">
        <span>{end(scale.from)}</span>
        <span>{end(scale.to)}</span>
      </span>
      <span className="text-right">{t("interval")}</span>
    </span>
  );
}

/** One scale for all rows, a little wider than the intervals, in tenths. */
function scaleOf(rows: readonly BoardRow[]): Scale {
  const from = Math.floor(Math.min(...rows.map((row) => row.low)) * 10 - 0.2) / 10;
  const to = Math.ceil(Math.max(...rows.map((row) => row.high)) * 10 + 0.2) / 10;
  return { from: Math.max(0, from), to: Math.min(1, Math.max(to, from + 0.1)) };
}
