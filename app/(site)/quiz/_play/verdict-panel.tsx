"use client";

import { ArrowRight } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { KeyHint } from "@/app/_ui/key-hint";
import { NOTABLE_DIFFERENCE } from "@/lib/quiz/model-choice";
import { letterOf } from "./letters";
import { StandingBars } from "./standing-bars";
import type { Reveal } from "./use-quiz";

// Its menu comes with the first reveal, not with the page.
const ReportPicture = dynamic(() => import("./report-picture").then((module) => module.ReportPicture));

type VerdictPanelProps = { reveal: Reveal; isLast: boolean; onNext: () => void };

/** What came of the round, in a sentence, with where everybody stands; then on to the next. */
export function VerdictPanel({ reveal, isLast, onNext }: VerdictPanelProps) {
  const t = useTranslations("quiz");
  const { model, player } = reveal;
  return (
    <section
      aria-label={t("verdict.label")}
      className="grid gap-x-12 gap-y-6 border-t border-line pt-6 lg:grid-cols-[1fr_22rem]"
    >
      <div className="flex flex-col gap-3">
        <h2 className="display text-2xl sm:text-3xl">{headline(t, reveal)}</h2>
        <p className="text-base text-ink-soft">
          {reveal.isFamous
            ? t("verdict.famous")
            : t("verdict.rating", {
                elo: player.elo,
                change: reveal.eloChange,
                provisional: String(player.isProvisional),
              })}
          {player.streak > 1 && <> {t("verdict.streak", { streak: player.streak })}</>}
        </p>
        {model.difference !== null && model.difference > NOTABLE_DIFFERENCE && (
          <p className="text-sm text-ink-soft">{t("model.differs", { difference: model.difference })}</p>
        )}
        {!reveal.isFamous && (model.browser ?? model.trusted) !== null && (
          <p className="text-sm text-ink-faint">
            {t(model.browser === null ? "model.fromUs" : "model.fromHere")}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-3 pt-1">
          <Button variant="primary" size="large" onClick={onNext} autoFocus>
            {t(isLast ? "verdict.summary" : "verdict.next")}
            <ArrowRight aria-hidden="true" />
          </Button>
          <span className="hidden text-xs text-ink-faint fine:inline-flex">
            <KeyHint keys="Enter" />
          </span>
          <ReportPicture reveal={reveal} />
        </div>
      </div>
      <div className="flex flex-col gap-3">
        <h3 className="text-sm font-medium text-ink-soft">{t("standings.title")}</h3>
        <StandingBars people={reveal.standings.people} model={reveal.standings.model} />
        <Link
          href="/quiz/board"
          className="text-sm text-ink-soft underline underline-offset-4 hover:text-ink"
        >
          {t("standings.more")}
        </Link>
      </div>
    </section>
  );
}

type Translator = ReturnType<typeof useTranslations<"quiz">>;

function headline(t: Translator, reveal: Reveal): string {
  const said = reveal.isFamous ? null : (reveal.model.trusted ?? reveal.model.browser);
  const letter = letterOf(reveal.realPosition);
  if (said === null) return reveal.isCorrect ? t("verdict.right") : t("verdict.wrong", { letter });
  const isModelRight = said.position === reveal.realPosition;
  if (reveal.isCorrect) return isModelRight ? t("verdict.bothRight") : t("verdict.onlyYou");
  return isModelRight ? t("verdict.onlyModel", { letter }) : t("verdict.bothWrong", { letter });
}
