"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useFormatter, useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Badge, type BadgeTone } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import type { TeamRole } from "@/lib/team-role";
import type { AppRouter } from "@/server/routers/app-router";
import { InviteForm } from "./invite-form";

type Invite = inferRouterOutputs<AppRouter>["teams"]["invites"][number];

const TONES: Record<Invite["state"], BadgeTone> = {
  open: "done",
  expired: "neutral",
  used: "neutral",
  revoked: "neutral",
};

/** Invitations: making a link, and what became of those made before. */
export function Invites({ slug, role, initial }: { slug: string; role: TeamRole; initial: Invite[] }) {
  const t = useTranslations("team.settings.invites");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: invites } = useQuery({
    ...trpc.teams.invites.queryOptions({ team: slug }),
    initialData: initial,
  });
  const refresh = () => queries.invalidateQueries(trpc.teams.invites.queryFilter({ team: slug }));
  return (
    <>
      <InviteForm slug={slug} role={role} onMade={refresh} />
      {invites.length > 0 ? (
        <ul aria-label={t("title")} className="divide-y divide-line border-y border-line">
          {invites.map((invite) => (
            <InviteRow key={invite.id} slug={slug} invite={invite} onRevoked={refresh} />
          ))}
        </ul>
      ) : (
        <p className="text-sm text-ink-soft">{t("none")}</p>
      )}
    </>
  );
}

function InviteRow({ slug, invite, onRevoked }: { slug: string; invite: Invite; onRevoked: () => unknown }) {
  const t = useTranslations("team.settings.invites");
  const names = useTranslations("common.role");
  const format = useFormatter();
  const trpc = useTRPC();
  const revoke = useMutation(trpc.teams.revokeInvite.mutationOptions({ onSuccess: onRevoked }));
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="flex flex-wrap items-center gap-x-3 text-sm font-medium">
          {names(invite.role)}
          <Badge tone={TONES[invite.state]}>{t(`state.${invite.state}`)}</Badge>
          {invite.note && <span className="font-normal text-ink-soft">{invite.note}</span>}
        </p>
        <p className="flex flex-wrap gap-x-3 text-xs text-ink-soft">
          <span>{t("used", { uses: invite.uses, max: invite.maxUses })}</span>
          <span>{t("until", { date: format.dateTime(invite.expiresAt, "day") })}</span>
          <span>{t("by", { name: invite.createdBy })}</span>
        </p>
      </div>
      {invite.state === "open" && (
        <ConfirmDestroy
          title={t("revokeTitle")}
          consequence={t("revokeConsequence")}
          confirmLabel={t("revoke")}
          onConfirm={() => revoke.mutateAsync({ team: slug, inviteId: invite.id })}
          trigger={<Button size="small">{t("revoke")}</Button>}
        />
      )}
    </li>
  );
}
