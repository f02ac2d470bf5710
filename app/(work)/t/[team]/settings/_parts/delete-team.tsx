"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Button } from "@/app/_ui/button";

/** Deletes the team once its name has been typed. */
export function DeleteTeam({ slug, name }: { slug: string; name: string }) {
  const t = useTranslations("team.settings.general");
  const trpc = useTRPC();
  const remove = useMutation(trpc.teams.delete.mutationOptions());
  return (
    <ConfirmDestroy
      title={t("deleteTitle", { name })}
      consequence={t("deleteConsequence")}
      confirmLabel={t("deleteAction")}
      typeToConfirm={name}
      onConfirm={async () => {
        await remove.mutateAsync({ team: slug, confirmName: name });
        window.location.assign("/teams");
      }}
      trigger={
        <Button variant="destructive" className="self-start">
          {t("deleteAction")}
        </Button>
      }
    />
  );
}
