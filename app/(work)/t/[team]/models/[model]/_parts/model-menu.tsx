"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogClose, DialogFooter } from "@/app/_ui/dialog";
import { IconButton } from "@/app/_ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/app/_ui/menu";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { roleAllows, type TeamRole } from "@/lib/team-role";
import type { ModelDetails } from "./model-screen";

/** Renaming and deleting a model. */
export function ModelMenu({ team, role, model }: { team: string; role: TeamRole; model: ModelDetails }) {
  const t = useTranslations("models");
  const common = useTranslations("common");
  const [open, setOpen] = useState<"rename" | "delete" | null>(null);
  const trpc = useTRPC();
  const router = useRouter();
  const destroy = useMutation(trpc.models.delete.mutationOptions());
  return (
    <>
      <Menu
        trigger={
          <IconButton label={common("more")} variant="secondary" icon={<Ellipsis aria-hidden="true" />} />
        }
        align="end"
      >
        <MenuItem onSelect={() => setOpen("rename")}>{t("rename.title")}</MenuItem>
        {roleAllows(role, "maintainer") && (
          <>
            <MenuSeparator />
            <MenuItem destructive onSelect={() => setOpen("delete")}>
              {t("delete.action")}
            </MenuItem>
          </>
        )}
      </Menu>
      <RenameDialog
        team={team}
        model={model}
        open={open === "rename"}
        onOpenChange={(next) => setOpen(next ? "rename" : null)}
      />
      <ConfirmDestroy
        title={t("delete.title", { name: model.name })}
        consequence={t("delete.consequence")}
        confirmLabel={t("delete.confirm")}
        open={open === "delete"}
        onOpenChange={(next) => setOpen(next ? "delete" : null)}
        onConfirm={async () => {
          await destroy.mutateAsync({ team, model: model.slug });
          toast(t("delete.done", { name: model.name }));
          router.push(`/t/${team}/models`);
          router.refresh();
        }}
      />
    </>
  );
}

type RenameProps = {
  team: string;
  model: ModelDetails;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

function RenameDialog({ team, model, open, onOpenChange }: RenameProps) {
  const t = useTranslations("models.rename");
  const common = useTranslations("common");
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const rename = useMutation(
    trpc.models.rename.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: trpc.models.pathKey() });
        toast(t("done"));
        onOpenChange(false);
      },
    }),
  );
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get("name");
    if (typeof name === "string" && name.trim())
      rename.mutate({ team, model: model.slug, name: name.trim() });
  }
  return (
    <Dialog title={t("title")} open={open} onOpenChange={onOpenChange} size="small">
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        <TextField
          label={t("name")}
          name="name"
          defaultValue={model.name}
          maxLength={120}
          required
          error={rename.error ? wording(rename.error) : undefined}
        />
        <DialogFooter>
          <DialogClose render={<Button variant="quiet">{common("cancel")}</Button>} />
          <Button type="submit" variant="primary" pending={rename.isPending}>
            {t("save")}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
