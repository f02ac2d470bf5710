import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { caller } from "@/app/_trpc/server";
import { LinkButton } from "@/app/_ui/link-button";

/** The score behind a link, or null for one that we did not make. */
const sharedScore = cache(async (token: string) => (await caller()).quiz.sharedScore({ token }));

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { token } = await params;
  const score = await sharedScore(token);
  if (!score) return {};
  const t = await getTranslations("quiz");
  const image = {
    url: `/api/quiz/score-card/${token}`,
    width: 1200,
    height: 630,
    alt: t("share.cardAlt", { found: score.correct, rounds: score.rounds }),
  };
  return {
    title: t("share.title"),
    description: t("share.text", { found: score.correct, rounds: score.rounds }),
    openGraph: { images: [image] },
    twitter: { card: "summary_large_image", images: [image] },
  };
}

export default async function SharedScorePage({ params }: Props) {
  const { token } = await params;
  const score = await sharedScore(token);
  if (!score) notFound();
  const t = await getTranslations("quiz");
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col items-start gap-8 px-4 py-8 sm:px-8 sm:py-14">
      <h1 className="display text-3xl text-balance sm:text-4xl">
        {t("share.pageTitle", { found: score.correct, rounds: score.rounds })}
      </h1>
      <img
        src={`/api/quiz/score-card/${token}`}
        width={1200}
        height={630}
        alt={t("share.cardAlt", { found: score.correct, rounds: score.rounds })}
        className="h-auto w-full bg-line"
      />
      <p className="max-w-prose text-md text-ink-soft">{t("lead")}</p>
      <LinkButton href="/quiz" variant="primary" size="large">
        {t("share.try")}
      </LinkButton>
    </div>
  );
}
