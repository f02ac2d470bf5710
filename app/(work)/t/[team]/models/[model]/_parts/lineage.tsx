import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ModelDetails } from "./model-screen";

/** The chain around a model, walkable both ways: data → run → model → boards and quiz. */
export function Lineage({ team, model }: { team: string; model: ModelDetails }) {
  const t = useTranslations("models");
  const { datasetSlug, datasetName, versionNumber, runNumber } = model;
  const boards = [...new Map(model.scores.map((score) => [score.boardSlug, score.boardName]))];
  return (
    <nav aria-label={t("lineage.label")} className="border-y border-line">
      <ol className="flex flex-wrap text-sm">
        <Step heading={t("lineage.data")}>
          {datasetSlug && datasetName && versionNumber !== null ? (
            <Link
              href={`/t/${team}/datasets/${datasetSlug}/versions`}
              className="underline-offset-2 hover:underline"
            >
              {t("version", { name: datasetName, number: versionNumber })}
            </Link>
          ) : (
            t("lineage.shipped")
          )}
        </Step>
        {runNumber !== null && (
          <Step heading={t("lineage.run")}>
            <Link href={`/t/${team}/runs/${runNumber}`} className="underline-offset-2 hover:underline">
              {t("run", { number: runNumber })}
            </Link>
          </Step>
        )}
        <Step heading={t("lineage.model")} isCurrent>
          {model.name}
        </Step>
        <Step heading={t("lineage.boards")}>
          {boards.length === 0 ? (
            <span className="text-ink-faint">{t("lineage.noBoard")}</span>
          ) : (
            boards.map(([slug, name]) => (
              <Link
                key={slug}
                href={`/t/${team}/boards/${slug}`}
                className="block underline-offset-2 hover:underline"
              >
                {name}
              </Link>
            ))
          )}
        </Step>
        {model.quizzes.length > 0 && (
          <Step heading={t("lineage.quizzes")}>{model.quizzes.map((quiz) => quiz.title).join(", ")}</Step>
        )}
      </ol>
    </nav>
  );
}

function Step({
  heading,
  isCurrent = false,
  children,
}: {
  heading: string;
  isCurrent?: boolean;
  children: ReactNode;
}) {
  return (
    <li
      {...(isCurrent && { "aria-current": "page" as const })}
      className="relative flex min-w-0 flex-col gap-0.5 py-2.5 pr-10 not-last:after:absolute not-last:after:top-1/2 not-last:after:right-4 not-last:after:-translate-y-1/2 not-last:after:text-ink-faint not-last:after:content-['→']"
    >
      <span className="text-xs text-ink-faint">{heading}</span>
      <span className={isCurrent ? "font-semibold" : ""}>{children}</span>
    </li>
  );
}
