"use client";

import { Command } from "cmdk";
import { useTranslations } from "next-intl";
import { Dialog } from "@/app/_ui/dialog";
import { LabelSwatch } from "@/app/_ui/label-chip";
import type { EditedLabel } from "../_editor/editor-place";
import { useEditor, useEditorState } from "../_editor/use-editor";

/** Every label by name: for the boxes in hand, or for the next one. */
export function LabelPalette({ labels }: { labels: EditedLabel[] }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const isOpen = useEditorState((state) => state.open === "labels") && !editor.isReadOnly;
  const count = useEditorState((state) => state.selection.size);
  const close = () => editor.set({ open: null });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(next) => !next && close()}
      size="small"
      title={count > 0 ? t("palette.relabel", { count }) : t("palette.take")}
    >
      <Command label={t("palette.search")} className="flex flex-col gap-2">
        <Command.Input
          placeholder={t("palette.search")}
          className="h-9 rounded-md border border-line-strong bg-raised px-2.5 outline-none focus:border-pigment"
        />
        <Command.List className="max-h-72 overflow-y-auto">
          <Command.Empty className="p-2 text-ink-soft">{t("palette.none")}</Command.Empty>
          {labels.map((label, index) => (
            <Command.Item
              key={label.id}
              value={`${label.name} ${label.id}`}
              onSelect={() => {
                editor.takeLabel(label.id);
                close();
              }}
              className="flex h-8 items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-hover"
            >
              <LabelSwatch hue={label.hue} />
              <span className="grow truncate">{label.name}</span>
              {index < 9 && <kbd className="font-sans text-xs text-ink-faint">{index + 1}</kbd>}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}
