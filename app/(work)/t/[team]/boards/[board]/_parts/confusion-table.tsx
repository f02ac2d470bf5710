import { useTranslations } from "next-intl";
import type { BoardRow } from "./board-screen";

/** Rows are the truth, columns the answer; darker is more of that row. */
export function ConfusionTable({ confusion }: { confusion: BoardRow["confusion"] }) {
  const t = useTranslations("boards.detail");
  const { names, counts } = confusion;
  if (names.length < 2) return null;
  const nameOf = (name: string) => name || t("nothing");
  return (
    <section aria-labelledby="confusion-title" className="flex min-w-0 flex-col gap-3">
      <h3 id="confusion-title" className="text-md font-semibold">
        {t("confusion")}
      </h3>
      <div className="overflow-x-auto">
        <table className="border-separate border-spacing-px text-xs tabular-nums">
          <thead>
            <tr>
              <td className="pr-2 text-ink-faint">
                {t("truth")} ↓ · {t("answer")} →
              </td>
              {names.map((name) => (
                <th
                  key={name}
                  scope="col"
                  className="max-w-20 min-w-10 truncate px-1.5 py-1 font-normal text-ink-soft"
                  title={nameOf(name)}
                >
                  {nameOf(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map((row, index) => {
              const total = row.reduce((sum, count) => sum + count, 0);
              const name = names[index] ?? "";
              return (
                <tr key={name}>
                  <th
                    scope="row"
                    className="max-w-36 truncate py-1 pr-2 text-left font-normal text-ink-soft"
                    title={nameOf(name)}
                  >
                    {nameOf(name)}
                  </th>
                  {row.map((count, column) => (
                    <td
                      key={names[column] ?? column}
                      className="relative min-w-10 bg-sunk px-1.5 py-1 text-center"
                    >
                      <span
                        aria-hidden="true"
                        className="absolute inset-0 bg-pigment"
                        style={{ opacity: total ? (count / total) * 0.35 : 0 }}
                      />
                      <span className={count === 0 ? "relative text-ink-faint" : "relative"}>{count}</span>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
