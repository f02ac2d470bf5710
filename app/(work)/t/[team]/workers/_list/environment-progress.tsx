"use client";

import { useLocale, useTranslations } from "next-intl";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { ENVIRONMENT_PROBLEMS, type WorkerEnvironment } from "@/lib/protocol/worker";

const STEPS = [
  "find-python",
  "check-installed",
  "check-disk",
  "get-uv",
  "create-environment",
  "install-torch",
  "install-rest",
  "verify",
] as const;

/** How far a worker's Python is: a line when it is ready, progress while it is made, the remedy when it failed. */
export function EnvironmentProgress({ environment }: { environment: WorkerEnvironment }) {
  const t = useTranslations("workers");
  const { phase, python, torch, cuda, error, doneSteps, totalSteps } = environment;
  if (phase === "ready") {
    return (
      <p className="text-xs text-ink-faint">
        {t("environment.ready", {
          python: python ?? "?",
          torch: torch ?? "?",
          device: cuda ? "CUDA" : "CPU",
        })}
      </p>
    );
  }
  const step = STEPS.find((name) => name === environment.step);
  return (
    <div className="flex max-w-2xl flex-col gap-2">
      {phase === "failed" && error ? (
        <Problem error={error} />
      ) : (
        <ProgressBar
          label={step ? t(`environment.steps.${step}`) : t("environment.preparing")}
          value={totalSteps > 0 ? doneSteps / totalSteps : null}
          detail={t("environment.ofSteps", { done: Math.min(doneSteps + 1, totalSteps), total: totalSteps })}
        />
      )}
      {environment.log && (
        <details>
          <summary className="cursor-pointer text-xs text-ink-soft hover:text-ink">
            {t("environment.log")}
          </summary>
          <pre className="mt-2 max-h-64 overflow-auto rounded-md border border-line bg-sunk p-3 font-mono text-xs break-words whitespace-pre-wrap">
            {environment.log}
          </pre>
        </details>
      )}
    </div>
  );
}

/** In the reader's language where the code is known; the machine's own words are English. */
function Problem({ error }: { error: NonNullable<WorkerEnvironment["error"]> }) {
  const t = useTranslations("workers");
  const isEnglish = useLocale() === "en";
  const code = ENVIRONMENT_PROBLEMS.find((known) => known === error.code);
  const what = code && t(`environment.problem.${code}`);
  return (
    <ErrorNotice
      title={what ? `${t("environment.failed")}: ${what}` : t("environment.failed")}
      message={
        <>
          <span lang="en">{error.message}</span>
          {"\n"}
          {code && !isEnglish ? t(`environment.remedy.${code}`) : error.remedy}
        </>
      }
    />
  );
}
