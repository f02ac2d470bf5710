"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { KeyHint } from "@/app/_ui/key-hint";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { letterOf } from "./letters";
import { ModelStatus } from "./model-status";
import { OptionPicture } from "./option-picture";
import { SessionDots } from "./session-dots";
import { SessionSummary } from "./session-summary";
import { useQuiz } from "./use-quiz";
import { VerdictPanel } from "./verdict-panel";
import { WallLabel } from "./wall-label";

const POSITIONS = [0, 1, 2, 3] as const;

/** The quiz: a wall of four pictures, one answer, the truth, and the next wall. Ten make a sitting. */
export function QuizRound({ heading = "h1" }: { heading?: "h1" | "h2" }) {
  const t = useTranslations("quiz");
  const word = useErrorMessage();
  const quiz = useQuiz();
  const [isSummary, setSummary] = useState(false);
  const { deal, pictures, model, answer, reveal, session } = quiz;
  const Heading = heading;
  const isBusy = answer.isPending || pictures.state !== "ready";
  const pick = (position: number) => !isBusy && !reveal && answer.mutate(position);
  useNumberKeys(pick, !isBusy && !reveal && !isSummary);

  if (isSummary) {
    return (
      <SessionSummary
        played={session.played}
        last={reveal}
        onRestart={() => {
          session.restart();
          setSummary(false);
          quiz.next();
        }}
      />
    );
  }
  const error = deal.error ?? (pictures.state === "failed" ? pictures.error : null) ?? answer.error;
  const showNext = () => (session.isFull ? setSummary(true) : quiz.next());
  return (
    <div className="flex w-full flex-col gap-6">
      <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <div className="flex flex-col gap-1.5">
          <Heading className="display text-3xl text-balance sm:text-4xl">
            {t.rich("question", { title: (chunks) => <em>{chunks}</em> })}
          </Heading>
          <p className="max-w-prose text-base text-ink-soft">{t("lead")}</p>
        </div>
        {session.played.length > 0 && <SessionDots played={session.played} who="you" />}
      </header>
      {error ? (
        <ErrorNotice
          message={word(error)}
          action={
            <Button size="small" onClick={quiz.next}>
              {t("dealAgain")}
            </Button>
          }
        />
      ) : null}
      <ul
        className="grid grid-cols-2 gap-x-3 gap-y-6 sm:gap-x-6 lg:grid-cols-4 lg:gap-x-8"
        aria-label={t("wall")}
        aria-busy={isBusy && !reveal}
      >
        {POSITIONS.map((position) => (
          <li key={position} className="min-w-0">
            <OptionPicture
              position={position}
              url={pictures.state === "ready" ? pictures.pictures[position]?.url : undefined}
              reveal={reveal}
              isPicked={answer.isPending && answer.variables === position}
              isBusy={isBusy}
              onPick={pick}
            />
            {reveal ? (
              <WallLabel position={position} reveal={reveal} />
            ) : (
              <p className="flex items-center gap-2 pt-3 text-sm text-ink-soft">
                <span className="display text-lg">{letterOf(position)}</span>
                <span className="hidden fine:inline-flex">
                  <KeyHint keys={String(position + 1)} />
                </span>
              </p>
            )}
          </li>
        ))}
      </ul>
      <div aria-live="polite" className="sr-only">
        {reveal &&
          t(reveal.isCorrect ? "announce.right" : "announce.wrong", {
            letter: letterOf(reveal.realPosition),
          })}
      </div>
      {reveal ? (
        <VerdictPanel reveal={reveal} isLast={session.isFull} onNext={showNext} />
      ) : (
        <ModelStatus model={model.model} />
      )}
    </div>
  );
}

/** Keys 1–4 pick a picture, unless the person is typing somewhere. */
function useNumberKeys(pick: (position: number) => void, isActive: boolean) {
  useEffect(() => {
    if (!isActive) return;
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const position = ["1", "2", "3", "4"].indexOf(event.key);
      if (position >= 0) pick(position);
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [pick, isActive]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
