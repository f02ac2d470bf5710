"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import type { AppRouter } from "@/server/routers/app-router";
import { AddWorker } from "./add-worker";
import { WorkerEntry } from "./worker-entry";

type Workers = inferRouterOutputs<AppRouter>["workers"]["list"];
export type Worker = Workers["workers"][number];

/** The workers that train for this team, and how to add one. */
export function WorkerList({
  team,
  initial,
  isAdmin,
  serverUrl,
}: {
  team: string;
  initial: Workers;
  isAdmin: boolean;
  serverUrl: string;
}) {
  const t = useTranslations("workers");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data } = useQuery({
    ...trpc.workers.list.queryOptions({ team }),
    initialData: initial,
    refetchInterval: 30_000,
  });
  useSubscription(
    trpc.workers.changes.subscriptionOptions(
      { team },
      { onData: () => void queries.invalidateQueries({ queryKey: trpc.workers.list.queryKey({ team }) }) },
    ),
  );
  const here = data.workers.filter((worker) => worker.state !== "stopped" && worker.state !== "away");
  const gone = data.workers.filter((worker) => worker.state === "stopped" || worker.state === "away");
  return (
    <div className="flex flex-col gap-10">
      {here.length === 0 && (
        <p className="max-w-prose border-y border-line py-4 text-sm text-ink-soft">{t("noneHere")}</p>
      )}
      {here.length > 0 && <Entries workers={here} team={team} canManage={data.canManage} isAdmin={isAdmin} />}
      {gone.length > 0 && (
        <section>
          <h2 className="mb-2 text-sm font-semibold text-ink-soft">{t("notHere")}</h2>
          <Entries workers={gone} team={team} canManage={data.canManage} isAdmin={isAdmin} />
        </section>
      )}
      {data.canManage && <AddWorker team={team} serverUrl={serverUrl} />}
    </div>
  );
}

function Entries(props: { workers: Worker[]; team: string; canManage: boolean; isAdmin: boolean }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {props.workers.map((worker) => (
        <WorkerEntry
          key={worker.id}
          worker={worker}
          team={props.team}
          canDrain={props.canManage && (!worker.isServerWide || props.isAdmin)}
        />
      ))}
    </ul>
  );
}
