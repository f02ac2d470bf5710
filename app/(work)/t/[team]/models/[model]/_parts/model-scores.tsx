import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/badge";
import { Whisker } from "../../../boards/[board]/_parts/whisker";
import type { ModelDetails } from "./model-screen";

/** What the model scored, and where. */
export function ModelScores({ team, model }: { team: string; model: ModelDetails }) {
  const t = useTranslations("models");
  const format = useFormatter();
  return (
    <section aria-labelledby="scores-title" className="flex flex-col gap-2">
      <h2 id="scores-title" className="text-md font-semibold">
        {t("scores.title")}
      </h2>
      {model.scores.length === 0 ? (
        <p className="text-sm text-ink-soft">
          {t("scores.none")}{" "}
          <Link href={`/t/${team}/boards`} className="text-pigment underline underline-offset-2">
            {t("scores.toBoards")}
          </Link>
        </p>
      ) : (
        <ul className="flex flex-col">
          {model.scores.map((score) => (
            <li key={score.boardSlug} className="flex flex-col gap-1 border-b border-line py-2.5">
              <div className="flex items-baseline justify-between gap-3 text-sm">
                <Link
                  href={`/t/${team}/boards/${score.boardSlug}`}
                  className="min-w-0 truncate font-medium hover:underline"
                >
                  {score.boardName}
                </Link>
                <span className="tabular-nums">
                  <span className="text-xs text-ink-faint">{t(`metric.${score.metric}`)}</span>{" "}
                  <span className="font-semibold">{format.number(score.value, "score")}</span>
                </span>
              </div>
              <Whisker low={score.low} value={score.value} high={score.high} />
              <div className="flex justify-between gap-3 text-xs text-ink-soft">
                <span className="tabular-nums">
                  {t("scores.interval", {
                    low: format.number(score.low, "score"),
                    high: format.number(score.high, "score"),
                  })}
                </span>
                {score.leaked && <Badge tone="attention">{t("leaked")}</Badge>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
