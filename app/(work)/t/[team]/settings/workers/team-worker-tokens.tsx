"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { WorkerTokens } from "@/app/(work)/_tokens/worker-tokens";
import type { AppRouter } from "@/server/routers/app-router";

type Listed = inferRouterOutputs<AppRouter>["tokens"]["ofTeam"];

/** The worker tokens of one team. */
export function TeamWorkerTokens({ slug, initial }: { slug: string; initial: Listed }) {
  const t = useTranslations("team.settings.workers");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: tokens } = useQuery({
    ...trpc.tokens.ofTeam.queryOptions({ team: slug }),
    initialData: initial,
  });
  const onSuccess = () => queries.invalidateQueries(trpc.tokens.ofTeam.queryFilter({ team: slug }));
  const create = useMutation(trpc.tokens.createForTeam.mutationOptions({ onSuccess }));
  const revoke = useMutation(trpc.tokens.revokeForTeam.mutationOptions({ onSuccess }));
  return (
    <WorkerTokens
      tokens={tokens}
      noneText={t("none")}
      onCreate={(input) => create.mutateAsync({ team: slug, ...input })}
      onRevoke={({ id }) => revoke.mutateAsync({ team: slug, tokenId: id })}
    />
  );
}
