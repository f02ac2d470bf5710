import { useFormatter, useTranslations } from "next-intl";
import { ByteCount } from "@/app/_ui/byte-count";
import type { ChainData } from "./chain-data";
import { Station } from "./station";

/** How the model was trained: the run's curve, or, for one that came with the server, where it ended. */
export function RunStation({ chain }: { chain: ChainData }) {
  const t = useTranslations("landing.chain");
  const format = useFormatter();
  const { run, team, model } = chain;
  const { training } = model;
  const note = t("trained", {
    epochs: training.epochs,
    images: training.images.train,
    minutes: Math.round(training.seconds / 60),
    device: training.device,
  });
  const reached = training.metrics["val/ap"];
  return (
    <Station
      verb={t("train")}
      href={run ? `/t/${team.slug}/runs/${run.number}` : `/t/${team.slug}/models/${model.slug}`}
      width="w-[26rem] max-w-[86vw]"
      note={note}
    >
      {run && run.points.length > 1 && (
        <Curve points={run.points} label={t("curve", { number: run.number })} />
      )}
      {reached !== undefined && (
        <p className="mt-auto flex items-baseline gap-3">
          <span className="display text-4xl">{format.number(reached, "score")}</span>
          <span className="text-sm text-ink-soft">AP</span>
        </p>
      )}
    </Station>
  );
}

const WIDTH = 416;
const HEIGHT = 200;

function Curve({ points, label }: { points: { step: number; value: number }[]; label: string }) {
  const lastStep = points.at(-1)?.step ?? 1;
  const firstStep = points[0]?.step ?? 0;
  const x = (step: number) => ((step - firstStep) / Math.max(1, lastStep - firstStep)) * WIDTH;
  const y = (value: number) => HEIGHT - value * HEIGHT;
  const path = points.map(
    (point, index) => `${index === 0 ? "M" : "L"}${x(point.step).toFixed(1)} ${y(point.value).toFixed(1)}`,
  );
  return (
    <svg viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`} role="img" aria-label={label} className="w-full">
      {[0, 0.5, 1].map((level) => (
        <line key={level} x1="0" x2={WIDTH} y1={y(level)} y2={y(level)} className="stroke-line" />
      ))}
      <path d={path.join("")} fill="none" strokeWidth="2" className="stroke-pigment" />
    </svg>
  );
}

/** What came out: a file that anybody can run. */
export function ModelStation({ chain }: { chain: ChainData }) {
  const t = useTranslations("landing.chain");
  const format = useFormatter();
  const { team, model } = chain;
  const values = Object.entries(model.training.metrics).slice(0, 4);
  return (
    <Station
      verb={t("model")}
      href={`/t/${team.slug}/models/${model.slug}`}
      width="w-[19rem]"
      note={t.rich("modelSize", { size: () => <ByteCount bytes={model.bytes} /> })}
    >
      <p className="display text-2xl break-words">{model.name}</p>
      <p className="mt-1 text-sm text-ink-soft">{model.architecture}</p>
      <dl className="mt-auto">
        {values.map(([name, value]) => (
          <div key={name} className="flex items-baseline justify-between border-t border-line py-1.5 text-sm">
            <dt className="font-mono text-xs text-ink-soft">{name}</dt>
            <dd>{format.number(value, "score")}</dd>
          </div>
        ))}
      </dl>
    </Station>
  );
}
