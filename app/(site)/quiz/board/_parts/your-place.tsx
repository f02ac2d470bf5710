import type { inferRouterOutputs } from "@trpc/server";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Stat } from "@/app/_ui/stat";
import type { AppRouter } from "@/server/routers/app-router";
import { ListMeSwitch } from "./list-me-switch";

export type Board = inferRouterOutputs<AppRouter>["quiz"]["board"];

/** The reader's own rating, and where it puts them. */
export async function YourPlace({
  you,
  rankedFrom,
  isSignedIn,
}: {
  you: Board["you"];
  rankedFrom: number;
  isSignedIn: boolean;
}) {
  const t = await getTranslations("quiz");
  return (
    <section className="flex flex-col gap-4">
      <h2 className="display text-xl">{t("board.you")}</h2>
      {you === null || you.rounds === 0 ? (
        <p className="text-sm text-ink-soft">{t("board.notPlayed")}</p>
      ) : (
        <>
          <div className="flex flex-wrap gap-x-10 gap-y-4">
            <Stat
              label={t("board.rating")}
              value={you.elo}
              detail={you.isProvisional ? t("board.provisional") : undefined}
            />
            <Stat label={t("board.found")} value={`${you.correct} / ${you.rounds}`} />
            <Stat label={t("board.bestStreak")} value={you.bestStreak} />
            {you.rank && (
              <Stat
                label={t("board.place")}
                value={you.rank.place}
                detail={t("board.ofPlayers", { players: you.rank.players })}
              />
            )}
          </div>
          {!you.rank && (
            <p className="text-sm text-ink-soft">{t("board.rankedFrom", { rounds: rankedFrom })}</p>
          )}
        </>
      )}
      {isSignedIn ? (
        <ListMeSwitch isListed={you?.isListed ?? false} />
      ) : (
        <p className="text-sm text-ink-soft">
          {t.rich("board.signIn", {
            link: (chunks) => (
              <Link href="/sign-in" className="underline underline-offset-4 hover:text-ink">
                {chunks}
              </Link>
            ),
          })}
        </p>
      )}
    </section>
  );
}
