"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, Ellipsis, KeyRound, ShieldCheck, ShieldOff, UserCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Button } from "@/app/_ui/button";
import { CopyField } from "@/app/_ui/copy-field";
import { Dialog } from "@/app/_ui/dialog";
import { IconButton } from "@/app/_ui/icon-button";
import { Menu, MenuItem } from "@/app/_ui/menu";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { ListedUser } from "./user-table";

/** What an administrator can do to another account. */
export function UserActions({ user }: { user: ListedUser }) {
  const t = useTranslations("admin.users");
  const act = useUserMutations();
  const [asking, setAsking] = useState<"disable" | "reset" | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const { id: userId, name } = user;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={t("actions", { name })} icon={<Ellipsis aria-hidden="true" />} variant="quiet" />
        }
      >
        {user.disabledAt ? (
          <MenuItem
            icon={<UserCheck aria-hidden="true" />}
            onSelect={() => act.setDisabled.mutate({ userId, isDisabled: false })}
          >
            {t("enable")}
          </MenuItem>
        ) : (
          <MenuItem icon={<Ban aria-hidden="true" />} destructive onSelect={() => setAsking("disable")}>
            {t("disable")}
          </MenuItem>
        )}
        <MenuItem
          icon={user.isAdmin ? <ShieldOff aria-hidden="true" /> : <ShieldCheck aria-hidden="true" />}
          onSelect={() => act.setAdmin.mutate({ userId, isAdmin: !user.isAdmin })}
        >
          {user.isAdmin ? t("withdrawAdmin") : t("makeAdmin")}
        </MenuItem>
        <MenuItem icon={<KeyRound aria-hidden="true" />} onSelect={() => setAsking("reset")}>
          {t("resetPassword")}
        </MenuItem>
      </Menu>
      <ConfirmDestroy
        open={asking === "disable"}
        onOpenChange={(open) => setAsking(open ? "disable" : null)}
        title={t("disableTitle", { name })}
        consequence={t("disableConsequence")}
        confirmLabel={t("disable")}
        onConfirm={() => act.setDisabled.mutateAsync({ userId, isDisabled: true })}
      />
      <ConfirmDestroy
        open={asking === "reset"}
        onOpenChange={(open) => setAsking(open ? "reset" : null)}
        title={t("resetTitle", { name })}
        consequence={t("resetConsequence")}
        confirmLabel={t("resetPassword")}
        onConfirm={async () => setPassword((await act.reset.mutateAsync({ userId })).password)}
      />
      <NewPassword name={name} password={password} onClose={() => setPassword(null)} />
    </>
  );
}

function NewPassword(props: { name: string; password: string | null; onClose: () => void }) {
  const t = useTranslations("admin.users");
  return (
    <Dialog
      open={props.password !== null}
      onOpenChange={(open) => !open && props.onClose()}
      title={t("resetPassword")}
      description={t("resetDone", { name: props.name })}
      footer={
        <Button variant="primary" onClick={props.onClose}>
          {t("done")}
        </Button>
      }
    >
      <CopyField label={t("password")} value={props.password ?? ""} />
    </Dialog>
  );
}

function useUserMutations() {
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const shared = {
    onSettled: () => queries.invalidateQueries(trpc.identity.users.queryFilter()),
    onError: (error: unknown) => void toast.error(wording(error)),
  };
  return {
    setDisabled: useMutation(trpc.identity.setUserDisabled.mutationOptions(shared)),
    setAdmin: useMutation(trpc.identity.setUserAdmin.mutationOptions(shared)),
    reset: useMutation(trpc.identity.resetUserPassword.mutationOptions(shared)),
  };
}
