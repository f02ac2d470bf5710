"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import type { RunResult } from "@/app/_inference/open-model";
import { LabelSwatch } from "@/app/_ui/label-chip";
import type { Answer, Detection } from "@/lib/inference/read-answer";
import { labelHue } from "@/lib/label-hues";
import type { ModelDetails } from "./model-screen";

type Boxes = Extract<Answer, { kind: "detections" }>;
type Verdict = Extract<Answer, { kind: "authenticity" }>;

/** The picture with the model's answer on it. */
export function ResultView({
  url,
  result,
  model,
}: {
  url: string;
  result: RunResult | null;
  model: ModelDetails;
}) {
  const t = useTranslations("models.try");
  if (!result) return <img src={url} alt={t("pictureAlt")} className="max-h-[70dvh] w-auto max-w-full" />;
  const { answer, picture } = result;
  if (answer.kind === "authenticity") return <VerdictView url={url} verdict={answer} />;
  // A new picture starts at the model's own threshold again.
  return <BoxesView key={url} url={url} answer={answer} picture={picture} model={model} />;
}

type BoxesProps = { url: string; answer: Boxes; picture: RunResult["picture"]; model: ModelDetails };

function BoxesView({ url, answer, picture, model }: BoxesProps) {
  const t = useTranslations("models.try");
  const format = useFormatter();
  const [threshold, setThreshold] = useState(answer.scoreThreshold);
  const { detections } = answer;
  const shown = detections.filter((detection) => detection.score >= threshold);
  const hueOf = hues(model);
  return (
    <figure className="flex w-full flex-col">
      <div className="flex justify-center p-2">
        <div className="relative w-fit" role="img" aria-label={t("resultLabel")}>
          <img src={url} alt="" className="block max-h-[70dvh] w-auto max-w-full" />
          {shown.map((detection, index) => (
            <BoxOnPicture
              key={boxKey(detection, index)}
              detection={detection}
              picture={picture}
              hue={hueOf(detection)}
            />
          ))}
        </div>
      </div>
      <figcaption className="flex flex-col gap-3 border-t border-line bg-ground px-4 py-3">
        {detections.length === 0 ? (
          <p className="text-sm text-ink-soft">{t("nothing")}</p>
        ) : (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
            <label htmlFor="threshold" className="tabular-nums">
              {t("threshold", {
                value: format.number(threshold, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
              })}
            </label>
            <input
              id="threshold"
              type="range"
              min={0.05}
              max={0.99}
              step={0.01}
              value={threshold}
              onChange={(event) => setThreshold(Number(event.target.value))}
              className="h-6 min-w-32 grow accent-pigment"
            />
            <span role="status" className="text-ink-soft tabular-nums">
              {t("shown", { shown: shown.length, all: detections.length })}
            </span>
          </div>
        )}
        {detections.length > 0 && shown.length === 0 && (
          <p className="text-sm text-ink-soft">{t("nothingShown")}</p>
        )}
        {shown.length > 0 && (
          <ul aria-label={t("boxes")} className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {shown.slice(0, 24).map((detection, index) => (
              <li key={boxKey(detection, index)} className="flex items-center gap-1.5">
                <LabelSwatch hue={hueOf(detection)} />
                <span className="max-w-48 truncate">{detection.name}</span>
                <span className="text-ink-faint tabular-nums">
                  {format.number(detection.score, "percent")}
                </span>
              </li>
            ))}
          </ul>
        )}
      </figcaption>
    </figure>
  );
}

type BoxProps = { detection: Detection; picture: RunResult["picture"]; hue: number };

/** Two outlines, light inside dark, so that a box shows on any picture; the hue and its letter sit at the corner. */
function BoxOnPicture({ detection, picture, hue }: BoxProps) {
  const format = useFormatter();
  const { night, letter } = labelHue(hue);
  const percent = (value: number, whole: number) => `${(value / whole) * 100}%`;
  return (
    <span
      aria-hidden="true"
      className="absolute outline-1 outline-black/60"
      style={{
        left: percent(detection.x, picture.width),
        top: percent(detection.y, picture.height),
        width: percent(detection.width, picture.width),
        height: percent(detection.height, picture.height),
        border: `2px solid ${night}`,
      }}
    >
      <span
        className="absolute left-[-2px] flex max-w-40 items-center gap-1 px-1 text-[0.6875rem] leading-4 font-semibold whitespace-nowrap text-[#10131c]"
        style={{
          backgroundColor: night,
          ...(detection.y / picture.height > 0.06 ? { bottom: "100%" } : { top: 0 }),
        }}
      >
        {letter}
        <span className="truncate font-medium">{detection.name}</span>
        <span className="tabular-nums">{format.number(detection.score, { style: "percent" })}</span>
      </span>
    </span>
  );
}

function VerdictView({ url, verdict }: { url: string; verdict: Verdict }) {
  const t = useTranslations("models.try");
  const format = useFormatter();
  const { confidence, probability, sideName } = verdict;
  // Saturated sigmoids are not certainty: nothing is called 100%.
  const sure = format.number(Math.min(confidence, 0.999), "percent");
  return (
    <figure className="flex w-full flex-col">
      <div className="flex justify-center p-2">
        <img src={url} alt={t("pictureAlt")} className="block max-h-[70dvh] w-auto max-w-full" />
      </div>
      <figcaption className="flex flex-col gap-2 border-t border-line bg-ground px-4 py-3" role="status">
        <p className="display text-xl">{t("answer", { side: sideName, confidence: sure })}</p>
        <div className="relative h-1.5 rounded-full bg-line">
          <span
            className="absolute inset-y-0 left-0 rounded-full bg-pigment"
            style={{ width: `${probability * 100}%` }}
          />
          <span className="absolute -inset-y-1 left-1/2 w-px bg-ink-faint" />
        </div>
        <p className="text-xs text-ink-soft tabular-nums">
          {t("real", { probability: format.number(probability, "score") })}
        </p>
      </figcaption>
    </figure>
  );
}

/** Hues as the dataset gave them to its labels; a label that the version does not know gets the next one. */
function hues(model: ModelDetails): (detection: Detection) => number {
  const known = new Map((model.versionLabels ?? []).map((label) => [label.id.toString(), label.hue]));
  return ({ labelId, labelIndex }) => (labelId === null ? undefined : known.get(labelId)) ?? labelIndex - 1;
}

function boxKey(detection: Detection, index: number): string {
  return `${index} ${detection.x} ${detection.y}`;
}
