"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Avatar } from "@/app/_ui/avatar";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Select } from "@/app/_ui/select";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { roleAllows, type TeamRole } from "@/lib/team-role";
import type { AppRouter } from "@/server/routers/app-router";
import { useRoleOptions } from "./role-options";

type Member = inferRouterOutputs<AppRouter>["teams"]["members"][number];

/** Who is in the team; those who manage it change roles and remove people here. */
export function MemberTable({ slug, role, initial }: { slug: string; role: TeamRole; initial: Member[] }) {
  const t = useTranslations("team.settings.members");
  const format = useFormatter();
  const trpc = useTRPC();
  const { data: members } = useQuery({
    ...trpc.teams.members.queryOptions({ team: slug }),
    initialData: initial,
  });
  const canManage = roleAllows(role, "maintainer");
  return (
    <Table aria-label={t("title")}>
      <thead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th className="w-36 sm:w-44">{t("role")}</Th>
          <Th className="max-sm:hidden">{t("joined")}</Th>
          {canManage && (
            <Th className="max-sm:hidden">
              <span className="sr-only">{t("actions")}</span>
            </Th>
          )}
        </Tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <Tr key={member.userId}>
            <Td>
              <Person member={member} />
            </Td>
            <Td>
              <RoleCell slug={slug} own={role} member={member} />
              {canManage && (
                <div className="mt-1.5 sm:hidden">
                  <RemoveMember slug={slug} own={role} member={member} />
                </div>
              )}
            </Td>
            <Td className="whitespace-nowrap text-ink-soft max-sm:hidden">
              {format.dateTime(member.joinedAt, "day")}
            </Td>
            {canManage && (
              <Td className="text-right max-sm:hidden">
                <RemoveMember slug={slug} own={role} member={member} />
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Person({ member }: { member: Member }) {
  const t = useTranslations("team.settings.members");
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <span className="max-sm:hidden">
        <Avatar name={member.name} />
      </span>
      <div className="min-w-0">
        <p className="font-medium">
          {member.name} {member.isMe && <span className="font-normal text-ink-faint">({t("you")})</span>}
        </p>
        {member.email && <p className="text-xs break-all text-ink-soft">{member.email}</p>}
      </div>
    </div>
  );
}

function RoleCell({ slug, own, member }: { slug: string; own: TeamRole; member: Member }) {
  const t = useTranslations("team.settings.members");
  const names = useTranslations("common.role");
  const wording = useErrorMessage();
  const options = useRoleOptions(own);
  const refresh = useRefreshMembers(slug);
  const trpc = useTRPC();
  const change = useMutation(
    trpc.teams.changeRole.mutationOptions({
      onSuccess: (_, input) => toast(t("roleChanged", { name: member.name, role: input.role })),
      onSettled: refresh,
    }),
  );
  if (!roleAllows(own, "maintainer") || !roleAllows(own, member.role))
    return <span>{names(member.role)}</span>;
  return (
    <div className="flex flex-col gap-1.5">
      <Select
        label={t("changeRole", { name: member.name })}
        hideLabel
        options={options}
        value={change.isPending ? change.variables.role : member.role}
        onChange={(next) =>
          next !== member.role && change.mutate({ team: slug, userId: member.userId, role: next })
        }
        disabled={change.isPending}
      />
      <ErrorNotice message={change.error && wording(change.error)} />
    </div>
  );
}

function RemoveMember({ slug, own, member }: { slug: string; own: TeamRole; member: Member }) {
  const t = useTranslations("team.settings.members");
  const refresh = useRefreshMembers(slug);
  const trpc = useTRPC();
  const remove = useMutation(trpc.teams.removeMember.mutationOptions({ onSuccess: refresh }));
  if (member.isMe || !roleAllows(own, member.role)) return null;
  return (
    <ConfirmDestroy
      title={t("removeTitle", { name: member.name })}
      consequence={t("removeConsequence")}
      confirmLabel={t("remove")}
      onConfirm={() => remove.mutateAsync({ team: slug, userId: member.userId })}
      trigger={<Button size="small">{t("remove")}</Button>}
    />
  );
}

function useRefreshMembers(slug: string) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries(trpc.teams.members.queryFilter({ team: slug }));
    router.refresh();
  };
}
