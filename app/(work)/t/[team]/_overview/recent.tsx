import type { inferRouterOutputs } from "@trpc/server";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { AppRouter } from "@/server/routers/app-router";

type Overview = inferRouterOutputs<AppRouter>["teams"]["overview"];
type RunStatus = Overview["runs"][number]["status"];

/** The newest datasets and how far their annotation has come. */
export function RecentDatasets({ slug, datasets }: { slug: string; datasets: Overview["datasets"] }) {
  const t = useTranslations("shell.overview");
  const format = useFormatter();
  const base = `/t/${slug}/datasets`;
  return (
    <Index title={t("datasets")} href={base} empty={datasets.length === 0 && t("noDatasets")}>
      {datasets.map((dataset) => (
        <Row key={dataset.id} href={`${base}/${dataset.slug}`} name={dataset.name}>
          <span>{t("pictures", { count: dataset.images })}</span>
          {dataset.images > 0 && (
            <span>
              {t("annotated", { share: format.number(dataset.annotated / dataset.images, "percent") })}
            </span>
          )}
        </Row>
      ))}
    </Index>
  );
}

/** The newest runs and how they stand. */
export function RecentRuns({ slug, runs }: { slug: string; runs: Overview["runs"] }) {
  const t = useTranslations("shell.overview");
  const base = `/t/${slug}/runs`;
  return (
    <Index title={t("runs")} href={base} empty={runs.length === 0 && t("noRuns")}>
      {runs.map((run) => (
        <Row key={run.id} href={`${base}/${run.number}`} name={run.name}>
          <Badge tone={TONES[run.status]}>{t(`status.${run.status}`)}</Badge>
          <RelativeTime at={run.createdAt} />
        </Row>
      ))}
    </Index>
  );
}

const TONES: Record<RunStatus, BadgeTone> = {
  queued: "neutral",
  leased: "live",
  running: "live",
  finalizing: "live",
  succeeded: "done",
  failed: "failed",
  cancelled: "neutral",
  dead: "failed",
};

/** The newest models with their best score. */
export function RecentModels({ slug, models }: { slug: string; models: Overview["models"] }) {
  const t = useTranslations("shell.overview");
  const format = useFormatter();
  const base = `/t/${slug}/models`;
  return (
    <Index title={t("models")} href={base} empty={models.length === 0 && t("noModels")}>
      {models.map((model) => (
        <Row key={model.id} href={`${base}/${model.slug}`} name={model.name}>
          <span>
            {model.best === null ? t("notScored") : t("score", { score: format.number(model.best, "score") })}
          </span>
          <RelativeTime at={model.createdAt} />
        </Row>
      ))}
    </Index>
  );
}

function Index(props: { title: string; href: string; empty: string | false; children: ReactNode }) {
  const t = useTranslations("shell.overview");
  return (
    <section aria-label={props.title} className="min-w-0">
      <header className="flex items-baseline justify-between gap-4 border-b border-line-strong pb-2">
        <h2 className="text-sm font-semibold">{props.title}</h2>
        <Link
          href={props.href}
          aria-label={`${t("all")}: ${props.title}`}
          className="inline-flex min-h-6 items-center text-sm text-ink-soft hover:text-ink hover:underline"
        >
          {t("all")}
        </Link>
      </header>
      {props.empty ? <p className="py-4 text-sm text-ink-soft">{props.empty}</p> : <ul>{props.children}</ul>}
    </section>
  );
}

function Row({ href, name, children }: { href: string; name: string; children: ReactNode }) {
  return (
    <li className="relative flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5 border-b border-line py-2.5 hover:bg-hover">
      <Link href={href} className="min-w-0 truncate text-base font-medium after:absolute after:inset-0">
        {name}
      </Link>
      <span className="flex items-center gap-x-4 text-sm text-ink-soft">{children}</span>
    </li>
  );
}
