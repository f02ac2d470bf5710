"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Skeleton } from "@/app/_ui/skeleton";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { DatasetView } from "../_header/dataset-view";
import { FilterBar } from "./filter-bar";
import { GridRows } from "./grid-rows";
import { SelectionBar } from "./selection-bar";
import { useGridFilters } from "./use-grid-filters";
import { useSelection } from "./use-selection";

const PAGE = 120;

type Props = {
  team: string;
  dataset: DatasetView;
  canAdd: boolean;
  canManage: boolean;
  onChanged: () => void;
};

/** The dataset's pictures: filters, what is selected, and the rows. */
export function ImageGrid({ team, dataset, canAdd, canManage, onChanged }: Props) {
  const t = useTranslations("datasets.grid");
  const common = useTranslations("common");
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const filters = useGridFilters();
  const query = useInfiniteQuery(
    trpc.images.list.infiniteQueryOptions(
      { team, dataset: dataset.slug, limit: PAGE, sort: filters.sort, filters: filters.filters },
      { getNextPageParam: ({ next }) => next ?? undefined, placeholderData: (before) => before },
    ),
  );
  const images = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const labels = useMemo(
    () => new Map(dataset.labels.map((label) => [String(label.id), label])),
    [dataset.labels],
  );
  const selection = useSelection(images.map(({ id }) => id));
  const [isAsking, setAsking] = useState(false);
  const total = query.data?.pages[0]?.total ?? null;
  return (
    <section aria-label={t("name", { name: dataset.name })} className="flex flex-col gap-2">
      <div className="sticky top-0 z-20 -mx-1 flex flex-col gap-1.5 bg-ground px-1 py-2">
        <FilterBar filters={filters} labels={dataset.labels} />
        {selection.picked.size > 0 ? (
          <SelectionBar
            team={team}
            dataset={dataset}
            selection={selection}
            canManage={canManage}
            isAsking={isAsking}
            onAsk={setAsking}
            onChanged={onChanged}
          />
        ) : (
          <p aria-live="polite" className="flex min-h-8 items-center text-xs text-ink-soft">
            {total !== null && t("shown", { count: total })}
          </p>
        )}
      </div>
      <ErrorNotice
        message={query.error && wording(query.error)}
        action={
          <Button size="small" onClick={() => void query.refetch()}>
            {common("retry")}
          </Button>
        }
      />
      {query.isPending && <GridSkeleton />}
      {query.data && images.length === 0 && (
        <EmptyState title={t("nothing")} action={<Button onClick={filters.clear}>{t("clear")}</Button>}>
          {t("nothingBody")}
        </EmptyState>
      )}
      {images.length > 0 && (
        <GridRows
          label={t("name", { name: dataset.name })}
          team={team}
          dataset={dataset.slug}
          images={images}
          total={total ?? images.length}
          labels={labels}
          selection={selection}
          canSelect={canAdd}
          canDelete={canManage}
          onDelete={() => setAsking(true)}
          onEnd={() => void (query.hasNextPage && !query.isFetchingNextPage && query.fetchNextPage())}
        />
      )}
    </section>
  );
}

function GridSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-wrap gap-1">
      {["w-56", "w-40", "w-72", "w-48", "w-64", "w-44", "w-60", "w-52", "w-36", "w-68"].map((width) => (
        <Skeleton key={width} className={`h-40 grow ${width}`} />
      ))}
    </div>
  );
}
