import { useFormatter, useTranslations } from "next-intl";
import { LabelSwatch } from "@/app/_ui/label-chip";
import type { BoardDetails, BoardRow } from "./board-screen";

/** The score of each class as a bar, best first; classes that the split lacks come last. */
export function PerClass({ board, row }: { board: BoardDetails; row: BoardRow }) {
  const t = useTranslations("boards.detail");
  const format = useFormatter();
  const hues = new Map(board.labels.map((label) => [label.id.toString(), label.hue]));
  const classes = row.perClass.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1));
  return (
    <section aria-labelledby="classes-title" className="flex min-w-0 flex-col gap-3">
      <h3 id="classes-title" className="text-md font-semibold">
        {t("perClass")}
      </h3>
      <ul className="flex flex-col">
        {classes.map((item, index) => {
          const hue = item.labelId === null ? undefined : hues.get(item.labelId);
          return (
            <li
              key={item.labelId ?? item.name}
              className="grid grid-cols-[minmax(0,9rem)_minmax(0,1fr)_3.5rem_3rem] items-center gap-x-3 border-b border-line py-1.5 text-sm"
            >
              <span className="flex min-w-0 items-center gap-1.5">
                <LabelSwatch hue={hue ?? index} />
                <span className="truncate" title={item.name}>
                  {item.name}
                </span>
              </span>
              <span aria-hidden="true" className="h-1.5 rounded-full bg-line">
                <span
                  className="block h-full rounded-full bg-ink"
                  style={{ width: `${(item.score ?? 0) * 100}%` }}
                />
              </span>
              <span className="text-right tabular-nums">
                {item.score === null ? (
                  <span className="text-ink-faint">–</span>
                ) : (
                  format.number(item.score, "score")
                )}
              </span>
              <span className="text-right text-xs text-ink-faint tabular-nums">
                {item.count === 0 ? <span title={t("noneOf")}>0</span> : t("times", { count: item.count })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
