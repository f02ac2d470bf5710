"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Button } from "@/app/_ui/button";

/** Leaves the team after asking. */
export function LeaveTeam({ slug, name }: { slug: string; name: string }) {
  const t = useTranslations("team.settings.general");
  const trpc = useTRPC();
  const leave = useMutation(trpc.teams.leave.mutationOptions());
  return (
    <ConfirmDestroy
      title={t("leaveTitle", { name })}
      consequence={t("leaveConsequence")}
      confirmLabel={t("leaveAction")}
      onConfirm={async () => {
        await leave.mutateAsync({ team: slug });
        window.location.assign("/teams");
      }}
      trigger={<Button className="self-start">{t("leaveAction")}</Button>}
    />
  );
}
