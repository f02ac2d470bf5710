"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { CopyField } from "@/app/_ui/copy-field";
import { SecretOnce } from "@/app/(work)/_tokens/secret-once";
import { TokenTable } from "@/app/(work)/_tokens/token-table";
import { PersonalScope } from "@/lib/protocol/token";
import type { AppRouter } from "@/server/routers/app-router";
import { TokenForm } from "./token-form";

type Token = inferRouterOutputs<AppRouter>["tokens"]["mine"][number];

/** A person's tokens: making, seeing once, ending. */
export function PersonalTokens({
  initial,
  teams,
}: {
  initial: Token[];
  teams: readonly { slug: string; name: string }[];
}) {
  const t = useTranslations("account");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: tokens } = useQuery({ ...trpc.tokens.mine.queryOptions(), initialData: initial });
  const onSuccess = () => queries.invalidateQueries(trpc.tokens.mine.queryFilter());
  const create = useMutation(trpc.tokens.create.mutationOptions({ onSuccess }));
  const revoke = useMutation(trpc.tokens.revoke.mutationOptions({ onSuccess }));
  const scopeNames = useTranslations("account.tokens.scope");
  function describe(token: Token) {
    const scopes = PersonalScope.options
      .filter((scope) => token.scopes.includes(scope))
      .map((scope) => scopeNames(scope));
    const where = token.team ? t("tokens.onlyTeam", { team: token.team.name }) : t("tokens.allTeams");
    return `${scopes.join(", ")} · ${where}`;
  }
  return (
    <>
      {create.data && (
        <SecretOnce
          title={t("token.made")}
          lead={t("token.madeLead")}
          label={t("token.secret")}
          secret={create.data.secret}
        >
          <p className="text-sm">{t("tokens.command")}</p>
          <CopyField
            label={t("tokens.command")}
            prompt="$"
            value={`npx atelier login --url ${window.location.origin} --token ${create.data.secret}`}
          />
        </SecretOnce>
      )}
      <TokenForm teams={teams} onCreate={(input) => create.mutateAsync(input)} error={create.error} />
      {tokens.length > 0 ? (
        <TokenTable
          tokens={tokens}
          describe={describe}
          onRevoke={({ id }) => revoke.mutateAsync({ tokenId: id })}
        />
      ) : (
        <p className="text-sm text-ink-soft">{t("tokens.none")}</p>
      )}
    </>
  );
}
