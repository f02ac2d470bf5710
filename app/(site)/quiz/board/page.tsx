import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { LinkButton } from "@/app/_ui/link-button";
import { StandingBars } from "../_play/standing-bars";
import { MetPictures } from "./_parts/met-pictures";
import { NamedPlayers } from "./_parts/named-players";
import { YourPlace } from "./_parts/your-place";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("quiz");
  return { title: t("board.title") };
}

export default async function QuizBoardPage() {
  const t = await getTranslations("quiz");
  const api = await caller();
  const [board, { user }] = await Promise.all([api.quiz.board({}), api.identity.me()]);
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-12 px-4 py-6 sm:px-8 sm:py-10">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <h1 className="display text-3xl text-balance sm:text-4xl">{t("board.title")}</h1>
        <LinkButton href="/quiz" variant="primary" size="large">
          {t("board.play")}
        </LinkButton>
      </header>
      <div className="grid gap-x-16 gap-y-12 lg:grid-cols-2">
        <section className="flex flex-col gap-4">
          <h2 className="display text-xl">{t("standings.title")}</h2>
          <StandingBars people={board.standings.people} model={board.standings.model} />
          <p className="max-w-prose text-sm text-ink-soft">{t("board.method")}</p>
          {board.standings.famousPeople && (
            <p className="text-sm text-ink-soft">
              {t("board.famous", {
                value: board.standings.famousPeople.value,
                rounds: board.standings.famousPeople.rounds,
              })}
            </p>
          )}
        </section>
        <YourPlace you={board.you} rankedFrom={board.rankedFrom} isSignedIn={user !== null} />
      </div>
      <NamedPlayers named={board.named} rankedFrom={board.rankedFrom} />
      <MetPictures pictures={board.pictures} />
    </div>
  );
}
