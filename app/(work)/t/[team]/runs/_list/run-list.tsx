"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Select } from "@/app/_ui/select";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import { Toolbar } from "@/app/_ui/toolbar";
import { METRIC_NAMES } from "../_parts/metric-name";
import { RecipeName } from "../_parts/recipe-name";
import { RunDuration } from "../_parts/run-duration";
import { RunStatusBadge } from "../_parts/run-status-badge";
import { Sparkline } from "../_parts/sparkline";
import type { RunPage } from "./run-page";
import { type RunSearch, readRunSearch, StateFilterName } from "./run-search";

type Props = { team: string; initial: RunPage; initialFilter: RunSearch; canStart: boolean };

/** A team's runs, newest first; it follows what happens. */
export function RunList({ team, initial, initialFilter, canStart }: Props) {
  const t = useTranslations("runs");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [search, setSearch] = useRunSearch();
  const filter = useMemo(() => readRunSearch(search), [search]);
  const isInitial = JSON.stringify(filter) === JSON.stringify(initialFilter);
  const options = trpc.runs.list.infiniteQueryOptions(
    { team, ...filter },
    { getNextPageParam: (page) => page.nextCursor, initialCursor: null },
  );
  const list = useInfiniteQuery({
    ...options,
    ...(isInitial && { initialData: { pages: [initial], pageParams: [null] } }),
  });
  useSubscription(
    trpc.runs.changes.subscriptionOptions(
      { team },
      {
        onData: () => void queries.invalidateQueries({ queryKey: trpc.runs.list.infiniteQueryKey({ team }) }),
      },
    ),
  );
  const runs = list.data?.pages.flatMap((page) => page.runs) ?? [];
  const hasFilter = Object.keys(filter).length > 0;
  if (runs.length === 0 && !hasFilter && !list.isPending) return <NoRuns team={team} canStart={canStart} />;
  return (
    <>
      <Filters search={search} onChange={setSearch} />
      {runs.length === 0 && !list.isPending ? (
        <p className="py-8 text-sm text-ink-soft">{t("noneFit")}</p>
      ) : (
        <RunTable team={team} runs={runs} />
      )}
      {list.hasNextPage && (
        <Button className="mt-4" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("showOlder")}
        </Button>
      )}
    </>
  );
}

function useRunSearch() {
  return useQueryStates(
    { state: parseAsString, kind: parseAsString, recipe: parseAsString, dataset: parseAsString },
    { history: "push" },
  );
}

type Search = ReturnType<typeof useRunSearch>[0];

function Filters({ search, onChange }: { search: Search; onChange: (next: Partial<Search>) => void }) {
  const t = useTranslations("runs");
  const all = { value: "all", label: t("filter.all") };
  const states = StateFilterName.options.map((value) => ({ value, label: t(`filter.${value}`) }));
  const kinds = (["train", "score"] as const).map((value) => ({ value, label: t(`kind.${value}`) }));
  const recipes = (["detect", "authenticity"] as const).map((value) => ({
    value,
    label: t(`recipe.${value}.name`),
  }));
  const pick = (key: keyof Search) => (value: string) => onChange({ [key]: value === "all" ? null : value });
  return (
    <Toolbar label={t("filter.label")} className="border-b border-line">
      <div className="w-40">
        <Select
          label={t("filter.state")}
          hideLabel
          options={[{ ...all, label: t("filter.anyState") }, ...states]}
          value={search.state ?? "all"}
          onChange={pick("state")}
        />
      </div>
      <div className="w-40">
        <Select
          label={t("filter.kind")}
          hideLabel
          options={[{ ...all, label: t("filter.anyKind") }, ...kinds]}
          value={search.kind ?? "all"}
          onChange={pick("kind")}
        />
      </div>
      <div className="w-44">
        <Select
          label={t("filter.recipe")}
          hideLabel
          options={[{ ...all, label: t("filter.anyRecipe") }, ...recipes]}
          value={search.recipe ?? "all"}
          onChange={pick("recipe")}
        />
      </div>
      {search.dataset && (
        <Button variant="quiet" size="small" onClick={() => onChange({ dataset: null })}>
          {t("filter.onlyDataset", { dataset: search.dataset })}
        </Button>
      )}
    </Toolbar>
  );
}

function RunTable({ team, runs }: { team: string; runs: RunPage["runs"] }) {
  const t = useTranslations("runs");
  const format = useFormatter();
  return (
    <Table aria-label={t("title")}>
      <thead>
        <Tr>
          <Th>{t("column.run")}</Th>
          <Th>{t("column.status")}</Th>
          <Th className="max-md:hidden">{t("column.recipe")}</Th>
          <Th className="max-md:hidden">{t("column.data")}</Th>
          <Th numeric>{t("column.result")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("column.duration")}
          </Th>
          <Th className="max-lg:hidden">{t("column.started")}</Th>
        </Tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Tr key={run.id}>
            <Td>
              <Link
                href={`/t/${team}/runs/${run.number}`}
                className="flex min-w-0 flex-wrap items-baseline gap-x-2 hover:underline"
              >
                <span className="text-ink-faint tabular-nums">#{run.number}</span>
                <span className="font-medium break-words">{run.name}</span>
              </Link>
            </Td>
            <Td>
              <RunStatusBadge
                status={run.status}
                isStopping={run.cancelRequestedAt !== null}
                progress={run.progress}
              />
            </Td>
            <Td className="max-md:hidden">
              <RecipeName recipe={run.recipe} kind={run.kind} />
            </Td>
            <Td className="max-md:hidden">
              <Link href={`/t/${team}/datasets/${run.dataset.slug}/versions`} className="hover:underline">
                {run.dataset.name} <span className="text-ink-faint">v{run.dataset.version}</span>
              </Link>
            </Td>
            <Td numeric>
              <div className="flex items-center justify-end gap-2.5">
                <Sparkline values={run.sparkline} />
                {run.metric && (
                  <span className="flex flex-col leading-tight tabular-nums">
                    {format.number(run.metric.value, "score")}
                    <span className="text-xs text-ink-faint">
                      {METRIC_NAMES[run.metric.name] ?? run.metric.name}
                    </span>
                  </span>
                )}
              </div>
            </Td>
            <Td numeric className="tabular-nums max-sm:hidden">
              <RunDuration run={run} />
            </Td>
            <Td className="max-lg:hidden">
              <RelativeTime at={run.createdAt} />
              {run.createdBy && <span className="block text-xs text-ink-faint">{run.createdBy}</span>}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function NoRuns({ team, canStart }: { team: string; canStart: boolean }) {
  const t = useTranslations("runs");
  return (
    <EmptyState
      title={t("empty.title")}
      example={
        <div className="flex items-center justify-between gap-4 text-sm">
          <span className="flex items-baseline gap-2">
            <span className="text-ink-faint">#1</span> {t("empty.exampleName")}
          </span>
          <span className="flex items-center gap-2 tabular-nums">
            <Sparkline values={[0.05, 0.12, 0.3, 0.5, 0.74, 0.86, 0.92, 0.94, 0.95]} />
            {t("empty.exampleValue")}
          </span>
        </div>
      }
      action={
        canStart && (
          <LinkButton href={`/t/${team}/runs/new`} variant="primary" icon={<Plus aria-hidden="true" />}>
            {t("start")}
          </LinkButton>
        )
      }
    >
      {t("empty.body")}
    </EmptyState>
  );
}
