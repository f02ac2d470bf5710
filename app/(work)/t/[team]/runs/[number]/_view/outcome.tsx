import { useFormatter, useLocale, useTranslations } from "next-intl";
import { z } from "zod";
import { LinkButton } from "@/app/_ui/link-button";
import { Stat } from "@/app/_ui/stat";
import { failureCodeSchema } from "@/lib/protocol/trainer-event";
import { byMetric, METRIC_NAMES } from "../../_parts/metric-name";
import type { RunDetail } from "./run-detail";

const Numbers = z.object({
  metrics: z.record(z.string(), z.number()).optional(),
  values: z.record(z.string(), z.number()).optional(),
});

/** The trainer's codes, and those that the agent and the server end a run with. */
const FAILURE_CODES = [
  ...failureCodeSchema.options,
  "score-target-gone",
  "worker-error",
  "worker-lost",
  "trainer-killed",
  "trainer-died",
] as const;

/** What became of a run, and what to do now; nothing while it is at work. */
export function Outcome({ team, run }: { team: string; run: RunDetail }) {
  if (run.status === "succeeded") return <Success run={run} />;
  if (run.status === "failed" || run.status === "dead") return <Failure run={run} />;
  return <Waiting team={team} run={run} />;
}

function Success({ run }: { run: RunDetail }) {
  const format = useFormatter();
  const parsed = Numbers.safeParse(run.summary).data;
  const values = Object.entries(parsed?.metrics ?? parsed?.values ?? {}).sort(byMetric);
  if (values.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-x-10 gap-y-4">
      {values.map(([name, value]) => (
        <Stat
          key={name}
          label={METRIC_NAMES[name] ?? name.replace(/^val\//, "")}
          value={format.number(value, "score")}
        />
      ))}
    </div>
  );
}

/** What happened and what to do, in the reader's language where the code is known; the machine's own words are English. */
function Failure({ run }: { run: RunDetail }) {
  const t = useTranslations("runs");
  const isEnglish = useLocale() === "en";
  const { failure } = run;
  const code = FAILURE_CODES.find((known) => known === failure?.code);
  const worded = code && t(`failure.remedy.${code}`);
  const remedy = isEnglish ? (failure?.remedy ?? worded) : (worded ?? failure?.remedy);
  return (
    <div role="status" className="flex flex-col gap-1.5 border-l-2 border-vermilion py-1 pl-4">
      <h2 className="font-semibold text-vermilion-ink">
        {run.status === "dead" ? t("failure.deadTitle") : t("failure.title")}
        {code && `: ${t(`failure.what.${code}`)}`}
      </h2>
      {failure && (
        <p lang="en" className="max-w-prose text-sm break-words whitespace-pre-line">
          {failure.message}
        </p>
      )}
      <p className="max-w-prose text-sm text-ink-soft">{remedy ?? t("failure.readLog")}</p>
    </div>
  );
}

function Waiting({ team, run }: { team: string; run: RunDetail }) {
  const t = useTranslations("runs");
  if (run.status === "cancelled") return <Note>{t("cancelledNote")}</Note>;
  if (run.status !== "queued") return null;
  const last = run.attempts.at(-1);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Note>
        {last
          ? t(last.outcome === "released" ? "requeuedReleased" : "requeuedLost", { attempt: last.attempt })
          : t("queuedNote")}
      </Note>
      <LinkButton href={`/t/${team}/workers`} size="small">
        {t("outlook.seeWorkers")}
      </LinkButton>
    </div>
  );
}

function Note({ children }: { children: string }) {
  return (
    <p role="status" className="max-w-prose text-sm text-ink-soft">
      {children}
    </p>
  );
}
