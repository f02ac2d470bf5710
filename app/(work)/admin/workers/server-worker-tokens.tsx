"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { WorkerTokens } from "@/app/(work)/_tokens/worker-tokens";
import type { AppRouter } from "@/server/routers/app-router";

type Listed = inferRouterOutputs<AppRouter>["tokens"]["ofServer"];

/** The worker tokens that serve every team. */
export function ServerWorkerTokens({ initial }: { initial: Listed }) {
  const t = useTranslations("admin.workers");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: tokens } = useQuery({ ...trpc.tokens.ofServer.queryOptions(), initialData: initial });
  const onSuccess = () => queries.invalidateQueries(trpc.tokens.ofServer.queryFilter());
  const create = useMutation(trpc.tokens.createForServer.mutationOptions({ onSuccess }));
  const revoke = useMutation(trpc.tokens.revokeForServer.mutationOptions({ onSuccess }));
  return (
    <WorkerTokens
      tokens={tokens}
      noneText={t("none")}
      onCreate={(input) => create.mutateAsync(input)}
      onRevoke={({ id }) => revoke.mutateAsync({ tokenId: id })}
    />
  );
}
