"use client";

import { useMutation } from "@tanstack/react-query";
import { Layers, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Button } from "@/app/_ui/button";
import { Popover } from "@/app/_ui/popover";
import { TextField } from "@/app/_ui/text-field";
import { Toolbar, ToolbarSpacer } from "@/app/_ui/toolbar";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { DatasetView } from "../_header/dataset-view";
import { TagMenu } from "./tag-menu";
import type { Selection } from "./use-selection";

type Props = {
  team: string;
  dataset: DatasetView;
  selection: Selection;
  canManage: boolean;
  /** Whether the question before deleting is open: the Delete key in the grid opens it as well. */
  isAsking: boolean;
  onAsk: (isAsking: boolean) => void;
  onChanged: () => void;
};

/** What can be done with the pictures that are picked. */
export function SelectionBar({ team, dataset, selection, canManage, isAsking, onAsk, onChanged }: Props) {
  const t = useTranslations("datasets.grid");
  const place = { team, dataset: dataset.slug };
  const images = [...selection.picked];
  return (
    <Toolbar label={t("selected", { count: images.length })} className="min-h-8 py-0">
      <span className="pr-2 text-sm font-medium">{t("selected", { count: images.length })}</span>
      <TagMenu team={team} dataset={dataset} images={images} onChanged={onChanged} />
      <GroupPopover place={place} selection={selection} onChanged={onChanged} />
      {canManage && (
        <DeletePictures
          place={place}
          selection={selection}
          isAsking={isAsking}
          onAsk={onAsk}
          onChanged={onChanged}
        />
      )}
      <ToolbarSpacer />
      <Button size="small" variant="quiet" onClick={selection.all}>
        {t("selectAll")}
      </Button>
      <Button size="small" variant="quiet" icon={<X aria-hidden="true" />} onClick={selection.clear}>
        {t("clearSelection")}
      </Button>
    </Toolbar>
  );
}

type PartProps = { place: { team: string; dataset: string }; selection: Selection; onChanged: () => void };

type DeleteProps = PartProps & Pick<Props, "isAsking" | "onAsk">;

function DeletePictures({ place, selection, isAsking, onAsk, onChanged }: DeleteProps) {
  const t = useTranslations("datasets.grid");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const wording = useErrorMessage();
  const restore = useMutation(trpc.images.restore.mutationOptions());
  const remove = useMutation(trpc.images.delete.mutationOptions());
  const images = [...selection.picked];
  async function undo() {
    try {
      const { restored } = await restore.mutateAsync({ ...place, images });
      toast(t("restored", { count: restored }));
      onChanged();
    } catch (error) {
      toast.error(wording(error));
    }
  }
  async function destroy() {
    const { deleted } = await remove.mutateAsync({ ...place, images });
    selection.clear();
    onChanged();
    toast(t("deleted", { count: deleted }), {
      action: { label: common("undo"), onClick: () => void undo() },
    });
  }
  return (
    <ConfirmDestroy
      trigger={
        <Button size="small" variant="quiet" icon={<Trash2 aria-hidden="true" />}>
          {t("deleteSelected")}
        </Button>
      }
      title={t("deleteQuestion", { count: images.length })}
      consequence={t("deleteConsequence")}
      confirmLabel={t("deleteConfirm")}
      open={isAsking}
      onOpenChange={onAsk}
      onConfirm={destroy}
    />
  );
}

function GroupPopover({ place, selection, onChanged }: PartProps) {
  const t = useTranslations("datasets.grid");
  const trpc = useTRPC();
  const wording = useErrorMessage();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const group = useMutation(
    trpc.images.group.mutationOptions({
      onSuccess: ({ changed }) => {
        setOpen(false);
        onChanged();
        toast(t("grouped", { count: changed }));
      },
      onError: (error) => toast.error(wording(error)),
    }),
  );
  const save = (key: string | null) => group.mutate({ ...place, images: [...selection.picked], group: key });
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      title={t("group")}
      trigger={
        <Button size="small" variant="quiet" icon={<Layers aria-hidden="true" />}>
          {t("group")}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") save(name);
        }}
      >
        <TextField
          label={t("groupName")}
          hint={t("groupHint")}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button size="small" variant="quiet" onClick={() => save(null)}>
            {t("groupClear")}
          </Button>
          <Button
            size="small"
            type="submit"
            variant="primary"
            disabled={name.trim() === ""}
            pending={group.isPending}
          >
            {t("groupSave")}
          </Button>
        </div>
      </form>
    </Popover>
  );
}
