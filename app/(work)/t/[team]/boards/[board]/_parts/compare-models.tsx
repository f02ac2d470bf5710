"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Select } from "@/app/_ui/select";
import { Skeleton } from "@/app/_ui/skeleton";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { BoardDetails } from "./board-screen";

/** Two models on the same pictures: the difference, its interval, and whether it could be chance. */
export function CompareModels({ team, board }: { team: string; board: BoardDetails }) {
  const t = useTranslations("boards.compare");
  const [first, setFirst] = useState(board.rows[0]?.modelSlug ?? "");
  const [second, setSecond] = useState(board.rows[1]?.modelSlug ?? "");
  const options = board.rows.map((row) => ({ value: row.modelSlug, label: row.modelName }));
  const draws = Math.min(...board.rows.map((row) => row.draws));
  return (
    <section
      aria-labelledby="compare-title"
      className="mt-10 flex max-w-3xl flex-col gap-4 border-t border-line-strong pt-4"
    >
      <h2 id="compare-title" className="display text-xl">
        {t("title")}
      </h2>
      <p className="text-sm text-ink-soft">{t("lead", { count: draws })}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select label={t("first")} value={first} onChange={setFirst} options={options} />
        <Select label={t("second")} value={second} onChange={setSecond} options={options} />
      </div>
      {first !== second && <Difference team={team} board={board.slug} first={first} second={second} />}
    </section>
  );
}

type Pair = { team: string; board: string; first: string; second: string };

function Difference(pair: Pair) {
  const t = useTranslations("boards.compare");
  const format = useFormatter();
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.boards.compare.queryOptions(pair));
  if (error) return <ErrorNotice message={wording(error)} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  const signed = (value: number) =>
    format.number(value, { minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: "exceptZero" });
  const better = data.difference > 0 ? data.first : data.second;
  const smallest = 2 / (data.draws + 1);
  const p =
    data.pValue <= smallest * 1.01
      ? t("pSmall", { p: format.number(smallest, { maximumSignificantDigits: 1 }) })
      : t("pValue", { p: format.number(data.pValue, "score") });
  return (
    <div aria-live="polite" className="flex flex-col gap-2">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 tabular-nums">
        <span className="text-sm text-ink-soft">
          {t("difference", { first: data.first.name, second: data.second.name })}
        </span>
        <span className="display text-2xl">{signed(data.difference)}</span>
        <span className="text-sm text-ink-soft">
          {t("interval", { low: signed(data.low), high: signed(data.high) })}
        </span>
        <span className="text-sm text-ink-soft">{p}</span>
      </p>
      <DifferenceAxis low={data.low} value={data.difference} high={data.high} />
      <p className="text-base">
        {data.isSignificant ? t("significant", { better: better.name }) : t("chance")}
      </p>
    </div>
  );
}

/** The difference and its interval around zero. */
function DifferenceAxis({ low, value, high }: { low: number; value: number; high: number }) {
  const reach = Math.max(0.02, Math.abs(low), Math.abs(high)) * 1.1;
  const at = (difference: number) => `${(((difference + reach) / (2 * reach)) * 100).toFixed(2)}%`;
  return (
    <span aria-hidden="true" className="relative block h-6 w-full">
      <span className="absolute top-1/2 right-0 left-0 h-px bg-line" />
      <span className="absolute top-0 bottom-0 left-1/2 w-px bg-line-strong" />
      <span
        className="absolute top-1/2 h-0.5 -translate-y-1/2 bg-ink"
        style={{ left: at(low), right: `calc(100% - ${at(high)})` }}
      />
      <span
        className="absolute top-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full bg-pigment"
        style={{ left: at(value) }}
      />
    </span>
  );
}
