"use client";

import { useMutation } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { classNames } from "@/app/_ui/class-names";
import { IconButton } from "@/app/_ui/icon-button";
import { LabelSwatch } from "@/app/_ui/label-chip";
import { Popover } from "@/app/_ui/popover";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { LabelId } from "@/lib/ids";
import { LABEL_HUES } from "@/lib/label-hues";

type Label = { id: LabelId; name: string; hue: number; isArchived: boolean; annotations: number };
type Props = { team: string; label: Label; canManage: boolean; onChanged: () => void };

/** One label: its hue, name and use, and what may be done with it. */
export function LabelRow({ team, label, canManage, onChanged }: Props) {
  const t = useTranslations("datasets.labelManager");
  const trpc = useTRPC();
  const wording = useErrorMessage();
  const [isNaming, setNaming] = useState(false);
  const change = useMutation(
    trpc.labels.change.mutationOptions({
      onSuccess: () => {
        setNaming(false);
        onChanged();
      },
      onError: (error) => toast.error(wording(error)),
    }),
  );
  const set = (fields: { name?: string; hue?: number; archived?: boolean }) =>
    change.mutate({ team, label: label.id, ...fields });
  const { name } = label;
  return (
    <li className="flex min-h-11 items-center gap-2.5 border-b border-line">
      {canManage ? (
        <HuePicker name={name} hue={label.hue} onPick={(hue) => set({ hue })} />
      ) : (
        <LabelSwatch hue={label.hue} />
      )}
      {isNaming ? (
        <NameForm name={name} isPending={change.isPending} onSave={(next) => set({ name: next })} />
      ) : (
        <span
          className={classNames(
            "min-w-0 grow truncate text-sm",
            label.isArchived && "text-ink-faint line-through",
          )}
        >
          {name}
        </span>
      )}
      {label.isArchived && <Badge>{t("archived")}</Badge>}
      <span className="shrink-0 text-xs text-ink-faint">{t("uses", { count: label.annotations })}</span>
      {canManage && (
        <span className="flex">
          <IconButton
            size="small"
            label={t("rename", { name })}
            icon={<Pencil aria-hidden="true" />}
            pressed={isNaming}
            onClick={() => setNaming(!isNaming)}
          />
          <IconButton
            size="small"
            label={label.isArchived ? t("unarchive", { name }) : t("archive", { name })}
            icon={label.isArchived ? <ArchiveRestore aria-hidden="true" /> : <Archive aria-hidden="true" />}
            onClick={() => set({ archived: !label.isArchived })}
          />
        </span>
      )}
    </li>
  );
}

function NameForm({
  name,
  isPending,
  onSave,
}: {
  name: string;
  isPending: boolean;
  onSave: (name: string) => void;
}) {
  const t = useTranslations("datasets.labelManager");
  const [draft, setDraft] = useState(name);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (draft.trim() !== "") onSave(draft);
  }
  return (
    <form onSubmit={submit} className="flex min-w-0 grow items-center gap-1.5 py-1">
      <div className="min-w-0 grow">
        <TextField
          label={t("rename", { name })}
          hideLabel
          autoFocus
          value={draft}
          maxLength={200}
          onChange={(event) => setDraft(event.target.value)}
        />
      </div>
      <Button type="submit" size="small" pending={isPending}>
        {t("saveName")}
      </Button>
    </form>
  );
}

function HuePicker({ name, hue, onPick }: { name: string; hue: number; onPick: (hue: number) => void }) {
  const t = useTranslations("datasets.labelManager");
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      title={t("colour", { name })}
      trigger={
        <button
          type="button"
          aria-label={t("colour", { name })}
          className="grid size-7 place-items-center rounded-sm hover:bg-hover"
        >
          <LabelSwatch hue={hue} />
        </button>
      }
    >
      <div className="grid grid-cols-6 gap-1">
        {LABEL_HUES.map((option, index) => (
          <button
            key={option.name}
            type="button"
            aria-label={`${option.letter} ${option.name}`}
            aria-pressed={index === hue % LABEL_HUES.length}
            onClick={() => {
              onPick(index);
              setOpen(false);
            }}
            className="grid size-9 place-items-center rounded-md hover:bg-hover aria-pressed:bg-pigment-wash"
          >
            <LabelSwatch hue={index} className="size-5" />
          </button>
        ))}
      </div>
    </Popover>
  );
}
