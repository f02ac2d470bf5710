"use client";

import { Command } from "cmdk";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useRef, useState } from "react";
import { Dialog } from "@/app/_ui/dialog";
import { LabelSwatch } from "@/app/_ui/label-chip";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { roleAllows, type TeamRole } from "@/lib/team-role";
import type { EditedLabel, EditorPlace } from "../_editor/editor-place";
import { useEditor, useEditorState } from "../_editor/use-editor";
import { matchLabel } from "./match-label";
import { useCreateLabel } from "./use-create-label";

type PaletteProps = { place: EditorPlace; labels: EditedLabel[]; role: TeamRole | null };

/** Every label by name: for the boxes in hand, for a drawn one that waits, or for the next one. */
export function LabelPalette(props: PaletteProps) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const input = useRef<HTMLInputElement>(null);
  const isOpen = useEditorState((state) => state.open === "labels") && !editor.isReadOnly;
  const count = useEditorState((state) => state.selection.size);
  const isWaiting = useEditorState((state) => state.waitingBox !== null);
  const title = isWaiting
    ? t("palette.waiting")
    : count > 0
      ? t("palette.relabel", { count })
      : t("palette.take");
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(next) => !next && editor.close()}
      size="small"
      title={title}
      // On a touch screen a keyboard would cover the labels that one came to tap.
      initialFocus={() => matchMedia("(pointer: coarse)").matches || input.current}
    >
      <Choices {...props} input={input} />
    </Dialog>
  );
}

function Choices({
  place,
  labels,
  role,
  input,
}: PaletteProps & { input: RefObject<HTMLInputElement | null> }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const message = useErrorMessage();
  const [search, setSearch] = useState("");
  const name = search.trim();
  const create = useCreateLabel(place, (id) => take(id));
  const isNew = name !== "" && !labels.some((label) => label.name === name);
  const mayAdd = role !== null && roleAllows(role, "maintainer");
  function take(id: EditedLabel["id"]) {
    editor.takeLabel(id);
    editor.close();
  }
  return (
    <Command label={t("palette.search")} filter={matchLabel} className="flex flex-col gap-2">
      <Command.Input
        ref={input}
        value={search}
        onValueChange={setSearch}
        placeholder={mayAdd ? t("palette.searchOrAdd") : t("palette.search")}
        className="h-9 rounded-md border border-line-strong bg-raised px-2.5 outline-none focus:border-pigment"
      />
      <Command.List className="max-h-72 overflow-y-auto">
        <Command.Empty className="p-2 text-ink-soft">
          {labels.length === 0 && !mayAdd ? t("labels.noneToUse") : t("palette.none")}
        </Command.Empty>
        {labels.map((label, index) => (
          <Command.Item
            key={label.id}
            value={label.id}
            keywords={[label.name]}
            onSelect={() => take(label.id)}
            className="flex min-h-8 items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-hover max-md:min-h-11"
          >
            <LabelSwatch hue={label.hue} />
            <span className="grow truncate">{label.name}</span>
            {index < 9 && <kbd className="font-sans text-xs text-ink-faint max-md:hidden">{index + 1}</kbd>}
          </Command.Item>
        ))}
        {mayAdd && isNew && (
          <Command.Item
            value="new-label"
            forceMount
            disabled={create.isPending}
            onSelect={() => create.mutate(name)}
            className="flex min-h-8 items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-hover max-md:min-h-11"
          >
            <Plus aria-hidden="true" className="size-4 text-ink-soft" />
            <span className="grow truncate">{t("palette.add", { name })}</span>
          </Command.Item>
        )}
      </Command.List>
      {create.error && (
        <p role="alert" className="text-xs text-vermilion-ink">
          {message(create.error)}
        </p>
      )}
    </Command>
  );
}
