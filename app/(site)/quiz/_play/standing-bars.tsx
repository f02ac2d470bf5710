import { useTranslations } from "next-intl";
import { classNames } from "@/app/_ui/class-names";
import type { Share } from "@/lib/quiz/wilson";

type StandingBarsProps = { people: Share | null; model: Share | null };

/** People and model over the same rounds: the share found, its 95 % interval as a whisker, and the blind guess. */
export function StandingBars({ people, model }: StandingBarsProps) {
  const t = useTranslations("quiz");
  return (
    <div className="flex flex-col gap-3">
      <Bar name={t("standings.people")} share={people} className="bg-ochre" />
      <Bar name={t("standings.model")} share={model} className="bg-pigment" />
    </div>
  );
}

function Bar({ name, share, className }: { name: string; share: Share | null; className: string }) {
  const t = useTranslations("quiz");
  if (!share) {
    return (
      <p className="flex justify-between text-sm">
        <span>{name}</span>
        <span className="text-ink-faint">{t("standings.none")}</span>
      </p>
    );
  }
  const percent = (value: number) => `${value * 100}%`;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap justify-between gap-x-3 text-sm">
        <span>{name}</span>
        <span className="tabular-nums">
          <strong className="font-semibold">{t("standings.share", { value: share.value })}</strong>{" "}
          <span className="text-ink-faint">
            {t("standings.interval", { low: share.low, high: share.high, rounds: share.rounds })}
          </span>
        </span>
      </p>
      <div aria-hidden="true" className="relative h-2.5 bg-line">
        <div className={classNames("h-full", className)} style={{ width: percent(share.value) }} />
        <div
          className="absolute top-1/2 h-px -translate-y-1/2 bg-ink"
          style={{ left: percent(share.low), width: percent(share.high - share.low) }}
        />
        <div className="absolute inset-y-0.5 w-px bg-ink" style={{ left: percent(share.low) }} />
        <div className="absolute inset-y-0.5 w-px bg-ink" style={{ left: percent(share.high) }} />
        <div
          className="absolute -inset-y-1 w-0 border-l border-dashed border-ink-faint"
          style={{ left: "25%" }}
          title={t("standings.guess")}
        />
      </div>
    </div>
  );
}
