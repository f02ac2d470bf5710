import { getTranslations } from "next-intl/server";
import { classNames } from "@/app/_ui/class-names";
import type { Board } from "./your-place";

/** Players who chose to be named, best first. */
export async function NamedPlayers({ named, rankedFrom }: { named: Board["named"]; rankedFrom: number }) {
  const t = await getTranslations("quiz");
  return (
    <section className="flex flex-col gap-4">
      <h2 className="display text-xl">{t("board.named")}</h2>
      {named.length === 0 ? (
        <p className="max-w-prose text-sm text-ink-soft">{t("board.nobody", { rounds: rankedFrom })}</p>
      ) : (
        <table className="w-full max-w-3xl text-sm tabular-nums">
          <thead className="text-left text-xs text-ink-faint">
            <tr className="border-b border-line">
              <th scope="col" className="py-2 pr-4 font-medium">
                {t("board.place")}
              </th>
              <th scope="col" className="py-2 pr-4 font-medium">
                {t("board.name")}
              </th>
              <th scope="col" className="py-2 pr-4 text-right font-medium">
                {t("board.rating")}
              </th>
              <th scope="col" className="py-2 pr-4 text-right font-medium">
                {t("board.found")}
              </th>
              <th scope="col" className="hidden py-2 text-right font-medium sm:table-cell">
                {t("board.bestStreak")}
              </th>
            </tr>
          </thead>
          <tbody>
            {named.map((player) => (
              <tr
                key={player.place}
                className={classNames("border-b border-line", player.isYou && "font-semibold")}
              >
                <td className="py-2 pr-4">{player.place}</td>
                <td className="max-w-40 truncate py-2 pr-4">
                  {player.isYou ? t("board.nameYou", { name: player.name }) : player.name}
                </td>
                <td className="py-2 pr-4 text-right">{player.elo}</td>
                <td className="py-2 pr-4 text-right">{`${player.correct} / ${player.rounds}`}</td>
                <td className="hidden py-2 text-right sm:table-cell">{player.bestStreak}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
