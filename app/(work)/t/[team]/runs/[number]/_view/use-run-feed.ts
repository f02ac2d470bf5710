"use client";

import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { isFinal } from "@/lib/protocol/run";
import { formatRunCursor } from "@/lib/protocol/run-cursor";
import { currentPoints } from "@/lib/protocol/run-curves";
import type { RunChunk, RunDetail, RunPoint } from "./run-detail";

type Arrived = { points: RunPoint[]; chunks: RunChunk[] };
const NOTHING: Arrived = { points: [], chunks: [] };

/**
 * A run as it happens: what was there when the page opened, then what the event stream adds. The stream goes
 * on after the last thing that is here, also after a reload or a lost connection.
 */
export function useRunFeed(team: string, initial: RunDetail) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { number } = initial;
  const [arrived, setArrived] = useState(NOTHING);
  const detail = useQuery({ ...trpc.runs.get.queryOptions({ team, number }), initialData: initial });
  const [live, setLive] = useState<Partial<RunDetail>>({});
  const run = { ...detail.data, ...live };
  const metrics = useQuery({
    ...trpc.runs.metrics.queryOptions({ team, number }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const logs = useQuery({
    ...trpc.runs.logs.queryOptions({ team, number }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isLoaded = metrics.isSuccess && logs.isSuccess;
  const [wasOver] = useState(isFinal(initial.status));
  const lastEventId = isLoaded
    ? formatRunCursor({ metricId: metrics.data.lastId, logId: logs.data.lastId })
    : null;
  const stream = useSubscription(
    trpc.runs.events.subscriptionOptions(isLoaded && !wasOver ? { team, number, lastEventId } : skipToken, {
      onData: ({ data }) => {
        const { isFinal: _isOver, ...state } = data.run;
        setLive(state);
        setArrived((known) => ({
          points: merge(known.points, data.points),
          chunks: merge(known.chunks, data.logs),
        }));
        const isNews = state.status !== run.status || state.attempts.length !== run.attempts.length;
        if (isNews) void queries.invalidateQueries({ queryKey: trpc.runs.get.queryKey({ team, number }) });
      },
    }),
  );
  const points = useMemo(
    () => [...(metrics.data?.points ?? []), ...arrived.points],
    [metrics.data, arrived.points],
  );
  const chunks = useMemo(
    () => [...(logs.data?.chunks ?? []), ...arrived.chunks],
    [logs.data, arrived.chunks],
  );
  const curves = useMemo(() => currentPoints(points, run.attempts), [points, run.attempts]);
  return {
    run,
    curves,
    chunks,
    hasEarlierLogs: logs.data?.hasMore ?? false,
    isLoaded,
    isLost: stream.status === "connecting" && stream.error !== null,
  };
}

/** Adds what is newer; a stream that begins again may repeat what is here. */
function merge<Item extends { id: number }>(known: Item[], more: readonly Item[]): Item[] {
  const last = known.at(-1)?.id ?? 0;
  const fresh = more.filter((item) => item.id > last);
  return fresh.length === 0 ? known : [...known, ...fresh];
}
