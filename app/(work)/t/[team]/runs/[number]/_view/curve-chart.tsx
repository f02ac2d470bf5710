"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { METRIC_NAMES } from "../../_parts/metric-name";
import type { Curve } from "./curve-groups";

const HEIGHT_PX = 240;
/** Colour and dash together, so that lines can be told apart without colour. */
const STYLES = [
  { colour: "--pigment", dash: [], width: 2 },
  { colour: "--ochre", dash: [6, 3], width: 1.5 },
  { colour: "--vermilion", dash: [2, 3], width: 1.5 },
  { colour: "--ink-soft", dash: [9, 3, 2, 3], width: 1.5 },
  { colour: "--ink-faint", dash: [4, 4], width: 1.5 },
  { colour: "--pigment-strong", dash: [1, 2], width: 1.5 },
] as const;

function styleOf(index: number) {
  return STYLES[index % STYLES.length] ?? STYLES[0];
}

type Props = { title: string; curves: readonly Curve[]; isFraction: boolean };

/** Curves over optimiser steps. The legend shows the values under the cursor, else the latest. */
export function CurveChart({ title, curves, isFraction }: Props) {
  const t = useTranslations("runs");
  const format = useFormatter();
  const [step, setStep] = useState<number | null>(null);
  const frame = useChart(curves, { isFraction, onStep: setStep });
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="flex items-baseline justify-between gap-4">
        <span className="text-sm font-semibold">{title}</span>
        <span className="text-xs text-ink-faint tabular-nums">
          {step === null ? t("curves.latest") : t("curves.atStep", { step })}
        </span>
      </figcaption>
      <div ref={frame} className="min-w-0" style={{ height: HEIGHT_PX }} aria-hidden="true" />
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-soft">
        {curves.map((curve, index) => {
          const value = valueAt(curve, step);
          return (
            <li key={curve.name} className="flex items-center gap-1.5">
              <LineKey index={index} />
              {METRIC_NAMES[curve.name] ?? curve.name.replace(/^(train|val)\//, "").replaceAll("_", " ")}
              <span className="font-medium text-ink tabular-nums">
                {value === undefined
                  ? "–"
                  : isTiny(value)
                    ? wordTick(value)
                    : format.number(value, "measure")}
              </span>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}

function LineKey({ index }: { index: number }) {
  const { colour, dash } = styleOf(index);
  return (
    <svg width="18" height="6" aria-hidden="true" className="shrink-0">
      <line
        x1="0"
        y1="3"
        x2="18"
        y2="3"
        stroke={`var(${colour})`}
        strokeWidth="2"
        strokeDasharray={dash.join(" ")}
      />
    </svg>
  );
}

/** The curve's value at the last step not after `step`; without a step, its latest. */
function valueAt(curve: Curve, step: number | null): number | undefined {
  if (step === null) return curve.values.at(-1);
  const index = curve.steps.findLastIndex((own) => own <= step);
  return curve.values[index];
}

type ChartOptions = { isFraction: boolean; onStep: (step: number | null) => void };

function useChart(curves: readonly Curve[], { isFraction, onStep }: ChartOptions) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const { resolvedTheme } = useTheme();
  const names = curves.map((curve) => curve.name).join(" ");
  const data = useRef<uPlot.AlignedData>([[]]);
  data.current = align(curves);

  // A chart is made anew when its lines or the theme change; new points only replace its data.
  useEffect(() => {
    const node = frame.current;
    if (!node) return;
    // Read by nobody: it ties the effect to the theme, whose colours the canvas copies.
    node.dataset.theme = resolvedTheme ?? "";
    const made = new uPlot(
      describe(node, { count: names.split(" ").length, isFraction, onStep }),
      data.current,
      node,
    );
    chart.current = made;
    const resize = new ResizeObserver(() => made.setSize({ width: node.clientWidth, height: HEIGHT_PX }));
    resize.observe(node);
    return () => {
      resize.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [names, isFraction, onStep, resolvedTheme]);

  useEffect(() => {
    if (curves.length > 0) chart.current?.setData(data.current);
  }, [curves]);
  return frame;
}

function align(curves: readonly Curve[]): uPlot.AlignedData {
  return uPlot.join(curves.map((curve) => [curve.steps, curve.values]));
}

function describe(node: HTMLElement, options: ChartOptions & { count: number }): uPlot.Options {
  const style = getComputedStyle(node);
  const colour = (name: string) => style.getPropertyValue(name);
  const axis = {
    stroke: colour("--ink-faint"),
    font: `11px ${style.fontFamily}`,
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width: node.clientWidth,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { points: { size: 6 }, drag: { x: true, y: false } },
    scales: { x: { time: false }, ...(options.isFraction && { y: { range: [0, 1] } }) },
    axes: [
      { ...axis, incrs: WHOLE_STEPS },
      { ...axis, size: 48, values: (_plot, ticks) => ticks.map(wordTick) },
    ],
    series: [
      {},
      ...Array.from({ length: options.count }, (_, index) => {
        const { colour: name, dash, width } = styleOf(index);
        // Two points a run apart, as validation has them, would not show as a line alone.
        return { stroke: colour(name), width, dash: [...dash], spanGaps: true, points: { size: 5 } };
      }),
    ],
    hooks: {
      setCursor: [
        (plot) => {
          const index = plot.cursor.idx;
          const step = index === null || index === undefined ? undefined : plot.data[0][index];
          options.onStep(step ?? null);
        },
      ],
    },
  };
}

/** Steps are whole: never a tick between two of them. */
const WHOLE_STEPS = [0, 1, 2, 3, 4, 5, 6].flatMap((power) => [1, 2, 5].map((lead) => lead * 10 ** power));

/** Learning rates are small: two digits and an exponent rather than a row of zeros. */
function wordTick(value: number): string {
  return isTiny(value) ? value.toExponential(1) : String(Number(value.toPrecision(4)));
}

function isTiny(value: number): boolean {
  return value !== 0 && Math.abs(value) < 1e-3;
}
