import { useFormatter, useTranslations } from "next-intl";
import type { ChainData } from "./chain-data";
import { Station } from "./station";

/** The head of the leaderboard, each score with its interval. */
export function BoardStation({ chain }: { chain: ChainData }) {
  const t = useTranslations("landing.chain");
  const format = useFormatter();
  const { team, board } = chain;
  return (
    <Station
      verb={t("rank")}
      href={`/t/${team.slug}/boards/${board.slug}`}
      width="w-[28rem] max-w-[86vw]"
      note={t("rankNote")}
    >
      <p className="text-sm text-ink-soft">{board.name}</p>
      <ol className="mt-3">
        {board.rows.map((row, index) => (
          <li
            key={row.modelId}
            className="grid grid-cols-[1.5rem_1fr_auto] items-baseline gap-x-3 border-t border-line py-3"
          >
            <span className="display text-lg text-ink-faint">{index + 1}</span>
            <span className="min-w-0 truncate text-base font-medium">{row.name}</span>
            <span className="text-base">{format.number(row.value, "score")}</span>
            <Interval row={row} />
          </li>
        ))}
      </ol>
    </Station>
  );
}

function Interval({ row }: { row: ChainData["board"]["rows"][number] }) {
  const t = useTranslations("landing.chain");
  const format = useFormatter();
  const words = {
    value: format.number(row.value, "score"),
    low: format.number(row.low, "score"),
    high: format.number(row.high, "score"),
  };
  return (
    <svg
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      role="img"
      aria-label={t("interval", words)}
      className="col-span-2 col-start-2 mt-1.5 h-2 w-full"
    >
      <line x1="0" x2="100" y1="4" y2="4" className="stroke-line" vectorEffect="non-scaling-stroke" />
      <line
        x1={row.low * 100}
        x2={row.high * 100}
        y1="4"
        y2="4"
        className="stroke-pigment"
        strokeWidth="3"
        vectorEffect="non-scaling-stroke"
      />
      <line
        x1={row.value * 100}
        x2={row.value * 100}
        y1="0"
        y2="8"
        className="stroke-ink"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
