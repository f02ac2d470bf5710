import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LABEL_HUES, labelHue } from "@/lib/label-hues";
import type { BoardDetails, BoardRow } from "./board-screen";

type Point = readonly [number, number];

/** Precision against recall per class, or the ROC curve: whichever the task has. */
export function CurvePlots({ board, row }: { board: BoardDetails; row: BoardRow }) {
  const t = useTranslations("boards.detail");
  const first = row.curves[0];
  if (!first) return null;
  const isRoc = first.kind === "roc";
  const title = isRoc ? t("curveRoc") : t("curvePr");
  const hues = new Map(board.labels.map((label) => [label.name, label.hue]));
  const curves = row.curves.map((curve, index) => ({ ...curve, hue: hues.get(curve.name) ?? index }));
  return (
    <Plot
      id="curve"
      title={title}
      x={isRoc ? t("falsePositive") : t("recall")}
      y={isRoc ? t("truePositive") : t("precision")}
      description={curves.map((curve) => t("curveLabel", { kind: title, name: curve.name })).join("; ")}
      legend={
        curves.length > 1 &&
        curves.map((curve) => (
          <span key={curve.name} className="inline-flex items-center gap-1.5">
            <svg width="22" height="8" aria-hidden="true">
              <path
                d="M0 4h22"
                className="stroke-(--paper) dark:stroke-(--night)"
                style={strokeOf(curve.hue)}
                strokeWidth="2"
                fill="none"
              />
            </svg>
            {curve.name}
          </span>
        ))
      }
    >
      {isRoc && <path d="M0 100 100 0" className="stroke-line-strong" strokeDasharray="2 3" {...LINE} />}
      {curves.map((curve) => (
        <path
          key={curve.name}
          d={pathOf(curve.x.map((x, index) => [x, curve.y[index] ?? 0]))}
          className="stroke-(--paper) dark:stroke-(--night)"
          style={strokeOf(curve.hue)}
          {...LINE}
          strokeWidth="1.75"
        />
      ))}
    </Plot>
  );
}

/** How often answers of one confidence are right; a dot's size is how many there are. */
export function ReliabilityPlot({ bins }: { bins: BoardRow["reliability"] }) {
  const t = useTranslations("boards.detail");
  const format = useFormatter();
  const most = Math.max(...bins.map((bin) => bin.count));
  const place = (bin: BoardRow["reliability"][number]): Point => [(bin.confidence - 0.5) * 2, bin.accuracy];
  return (
    <Plot
      id="reliability"
      title={t("reliability")}
      lead={t("reliabilityLead")}
      x={t("confidence")}
      y={t("right")}
      from={0.5}
      description={bins
        .map(
          (bin) =>
            `${format.number(bin.confidence, "percent")}: ${format.number(bin.accuracy, "percent")} (${bin.count})`,
        )
        .join("; ")}
    >
      <path d="M0 50 100 0" className="stroke-line-strong" strokeDasharray="2 3" {...LINE} />
      <path d={pathOf(bins.map(place))} className="stroke-pigment" {...LINE} strokeWidth="1.5" />
      {bins.map((bin) => {
        const [x, y] = place(bin);
        return (
          <circle
            key={bin.confidence}
            cx={x * 100}
            cy={100 - y * 100}
            r={1.2 + 2 * Math.sqrt(bin.count / most)}
            className="fill-pigment"
          />
        );
      })}
    </Plot>
  );
}

const LINE = { fill: "none", vectorEffect: "non-scaling-stroke" } as const;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

function Plot(props: {
  id: string;
  title: string;
  lead?: string;
  x: string;
  y: string;
  from?: number;
  description: string;
  legend?: ReactNode;
  children: ReactNode;
}) {
  const { id, title, lead, x, y, from = 0, description, legend, children } = props;
  const format = useFormatter();
  const tick = (value: number) => format.number(value, { maximumFractionDigits: 2 });
  return (
    <section aria-labelledby={`${id}-title`} className="flex min-w-0 flex-col gap-3">
      <h3 id={`${id}-title`} className="text-md font-semibold">
        {title}
      </h3>
      {lead && <p className="text-sm text-ink-soft">{lead}</p>}
      <div className="grid max-w-md grid-cols-[auto_minmax(0,1fr)] gap-x-2 gap-y-1 text-[0.6875rem] text-ink-faint tabular-nums">
        <div className="flex flex-col-reverse justify-between text-right leading-none">
          {TICKS.map((value) => (
            <span key={value}>{tick(value)}</span>
          ))}
        </div>
        <svg
          viewBox="0 0 100 100"
          role="img"
          aria-label={`${title}. ${description}`}
          className="aspect-square w-full overflow-visible border-b border-l border-line-strong"
        >
          {TICKS.slice(1).map((value) => (
            <path
              key={value}
              d={`M0 ${100 - value * 100}H100M${value * 100} 0V100`}
              className="stroke-line"
              {...LINE}
            />
          ))}
          {children}
        </svg>
        <span />
        <div className="flex justify-between">
          {TICKS.map((value) => (
            <span key={value}>{tick(from + value * (1 - from))}</span>
          ))}
        </div>
        <span />
        <p className="text-center text-xs">
          {x} → · ↑ {y}
        </p>
      </div>
      {legend && <div className="flex flex-wrap gap-x-4 gap-y-1 text-xs">{legend}</div>}
    </section>
  );
}

function pathOf(points: readonly Point[]): string {
  return points
    .map(([x, y], index) => `${index === 0 ? "M" : "L"}${(x * 100).toFixed(2)} ${(100 - y * 100).toFixed(2)}`)
    .join("");
}

/** Hue and dash pattern of a label; both themes' colours as custom properties. */
function strokeOf(hue: number) {
  const { paper, night, dashPx } = labelHue(hue % LABEL_HUES.length);
  return { "--paper": paper, "--night": night, strokeDasharray: dashPx.join(" ") };
}
