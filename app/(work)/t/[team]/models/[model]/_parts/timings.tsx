"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { RunTimings } from "@/app/_inference/worker-protocol";
import type { UseBrowserModel } from "./use-browser-model";

/** How long each step took here, and on what it ran. */
export function Timings({ browser, timings }: { browser: UseBrowserModel; timings: RunTimings | null }) {
  const t = useTranslations("models.timing");
  const format = useFormatter();
  const { model } = browser;
  if (!model) return null;
  const ms = (value: number) =>
    format.number(value, { style: "unit", unit: "millisecond", maximumFractionDigits: value < 10 ? 1 : 0 });
  const { threads, tier, givenUp } = model;
  const tierName = { threads: t("threads", { count: threads }), single: t("single") };
  const facts = [
    [t("tier"), tierName[tier]],
    [t("download"), model.timings.fromCache ? t("cached") : ms(model.timings.downloadMs)],
    [t("session"), ms(model.timings.sessionMs)],
    ...(timings
      ? [
          [t("decode"), ms(timings.decodeMs)],
          [t("preprocess"), ms(timings.preprocessMs)],
          [t("run"), ms(timings.runMs)],
        ]
      : []),
  ];
  return (
    <>
      <dl
        aria-label={t("label")}
        className="flex flex-wrap gap-x-6 gap-y-1 border-y border-line py-2 text-sm"
      >
        {facts.map(([term, value]) => (
          <div key={term} className="flex gap-1.5">
            <dt className="text-ink-faint">{term}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {givenUp.map(({ tier: tried, reason }) => (
        <p key={tried} className="text-sm text-ochre-ink">
          {t("gaveUp", { tier: tried === "single" ? t("single") : "WebAssembly", reason })}
        </p>
      ))}
    </>
  );
}
