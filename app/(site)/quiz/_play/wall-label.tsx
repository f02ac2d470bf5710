import { useTranslations } from "next-intl";
import { classNames } from "@/app/_ui/class-names";
import { verdict } from "@/lib/quiz/model-choice";
import { letterOf } from "./letters";
import { PaintingMap } from "./painting-map";
import type { Reveal } from "./use-quiz";

/** The label beside a picture once the round is answered: what it is, who made it and how, and what the model thought. */
export function WallLabel({ position, reveal }: { position: number; reveal: Reveal }) {
  const t = useTranslations("quiz");
  const option = reveal.options[position];
  if (!option) return null;
  const { source } = option;
  const probability = (reveal.model.browser ?? reveal.model.trusted)?.probabilities[position];
  return (
    <div className="flex flex-col gap-2 pt-4 text-sm">
      <div className="flex gap-3 lg:min-h-17">
        <div className="min-w-0 grow">
          <p className="display text-lg leading-tight">
            {source.kind === "painting" ? <em>{t("source.paintingTitle")}</em> : t("source.generatedTitle")}
          </p>
          <p className="text-ink-soft">
            {source.kind === "painting"
              ? t("source.paintingMaker", { year: source.year ?? "" })
              : t("source.generatedMaker")}
          </p>
        </div>
        {source.kind === "painting" && !reveal.isFamous && <PaintingMap window={source.window} />}
      </div>
      {probability !== undefined && (
        <ModelBar probability={probability} isReal={option.isReal} letter={letterOf(position)} />
      )}
      <p className="hidden text-xs text-ink-faint sm:block">
        {source.kind === "painting"
          ? t("source.paintingHow")
          : t("source.generatedHow", { family: source.family ?? "", seed: source.seed ?? "" })}
      </p>
      {option.difficulty && (
        <p className="text-xs text-ink-faint">
          {t(option.difficulty.isCalibrated ? "difficulty.calibrated" : "difficulty.early", {
            elo: option.difficulty.elo,
            answers: option.answers,
          })}
        </p>
      )}
    </div>
  );
}

function ModelBar({ probability, isReal, letter }: { probability: number; isReal: boolean; letter: string }) {
  const t = useTranslations("quiz");
  const { saysReal, confidence } = verdict(probability);
  const isRight = saysReal === isReal;
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-2">
      <p className="flex flex-wrap justify-between gap-x-2 text-xs text-ink-soft">
        <span>{t(saysReal ? "model.saysReal" : "model.saysGenerated")}</span>
        <span className={classNames("font-medium tabular-nums", isRight ? "text-ink" : "text-vermilion-ink")}>
          {t(isRight ? "model.right" : "model.wrong", { confidence: Math.min(confidence, 0.99) })}
        </span>
      </p>
      <meter
        min={0}
        max={1}
        value={probability}
        aria-label={t("model.meter", { letter })}
        className="sr-only"
      />
      <div aria-hidden="true" className="relative h-1.5 w-full bg-line">
        <div
          className={classNames("h-full", isRight ? "bg-pigment" : "bg-vermilion")}
          style={{ width: `${Math.max(1, probability * 100)}%` }}
        />
        <div className="absolute inset-y-0 left-1/2 w-px bg-ink-faint" />
      </div>
      <p aria-hidden="true" className="flex justify-between text-xs text-ink-faint">
        <span>{t("model.endGenerated")}</span>
        <span>{t("model.endReal")}</span>
      </p>
    </div>
  );
}
