"use client";

import { RotateCcw } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/button";
import { SessionDots } from "./session-dots";
import { StandingBars } from "./standing-bars";
import type { Reveal } from "./use-quiz";
import { type Played, SESSION_ROUNDS } from "./use-session";

// Brings the toasts along; only ten rounds lead here.
const ShareScore = dynamic(() => import("./share-score").then((module) => module.ShareScore));

type SessionSummaryProps = { played: readonly Played[]; last: Reveal | undefined; onRestart: () => void };

/** After ten rounds: the score, the model's, what they mean, and the card to show around. */
export function SessionSummary({ played, last, onRestart }: SessionSummaryProps) {
  const t = useTranslations("quiz");
  const found = played.filter((round) => round.isCorrect).length;
  const judged = played.filter((round) => round.isModelCorrect !== null);
  const modelFound = judged.filter((round) => round.isModelCorrect).length;
  return (
    <section aria-label={t("session.label")} className="flex flex-col gap-8 py-6">
      <div className="flex flex-col gap-2">
        <h2 className="display text-4xl tabular-nums sm:text-5xl">
          {t("session.score", { found, rounds: played.length })}
        </h2>
        <p className="max-w-prose text-md text-ink-soft">
          {t(wordFor(found), { guess: SESSION_ROUNDS / 4 })}
        </p>
      </div>
      <dl className="flex flex-col gap-3">
        <Row
          name={t("session.you")}
          value={`${found} / ${played.length}`}
          dots={<SessionDots played={played} who="you" />}
        />
        {judged.length > 0 && (
          <Row
            name={t("session.model")}
            value={`${modelFound} / ${judged.length}`}
            dots={<SessionDots played={played} who="model" />}
          />
        )}
      </dl>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          size="large"
          icon={<RotateCcw aria-hidden="true" />}
          onClick={onRestart}
          autoFocus
        >
          {t("session.again")}
        </Button>
        <ShareScore rounds={played.map((round) => round.round)} />
        <Link
          href="/quiz/board"
          className="px-2 text-sm text-ink-soft underline underline-offset-4 hover:text-ink"
        >
          {t("standings.more")}
        </Link>
      </div>
      {last && (
        <div className="max-w-md">
          <h3 className="mb-3 text-sm font-medium text-ink-soft">{t("standings.title")}</h3>
          <StandingBars people={last.standings.people} model={last.standings.model} />
        </div>
      )}
    </section>
  );
}

function Row({ name, value, dots }: { name: string; value: string; dots: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <dt className="w-24 text-sm text-ink-soft">{name}</dt>
      <dd className="flex items-center gap-4">
        {dots}
        <span className="text-sm tabular-nums">{value}</span>
      </dd>
    </div>
  );
}

function wordFor(found: number): "session.sharp" | "session.good" | "session.guess" {
  if (found >= 8) return "session.sharp";
  return found >= 5 ? "session.good" : "session.guess";
}
