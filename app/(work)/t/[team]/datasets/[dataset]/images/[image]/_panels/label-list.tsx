"use client";

import { Eye, EyeOff, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/app/_ui/icon-button";
import { LabelSwatch } from "@/app/_ui/label-chip";
import type { LabelId } from "@/lib/ids";
import { roleAllows, type TeamRole } from "@/lib/team-role";
import type { Editor } from "../_editor/editor";
import type { EditedLabel, EditorPlace } from "../_editor/editor-place";
import { useDocument, useEditor, useEditorState } from "../_editor/use-editor";
import { NewLabel } from "./new-label";
import { PanelSection } from "./panel-section";

/** The dataset's labels: take one in hand, see how often it is here, hide its boxes. */
export function LabelList({
  place,
  labels,
  role,
}: {
  place: EditorPlace;
  labels: EditedLabel[];
  role: TeamRole | null;
}) {
  const t = useTranslations("annotate");
  const counts = useDocument(countByLabel);
  const [isAdding, setAdding] = useState(false);
  const mayAdd = role !== null && roleAllows(role, "maintainer");
  const usable = labels.filter(({ isArchived }) => !isArchived);
  const retired = labels.filter(({ isArchived, id }) => isArchived && counts.has(id));
  const add = (
    <IconButton
      size="small"
      label={t("labels.add")}
      icon={<Plus aria-hidden="true" />}
      pressed={isAdding}
      onClick={() => setAdding(!isAdding)}
    />
  );
  return (
    <PanelSection
      title={t("labels.title")}
      aside={mayAdd && add}
      className="max-h-[45%] shrink-0 max-md:max-h-none"
    >
      {isAdding && <NewLabel place={place} onDone={() => setAdding(false)} />}
      {usable.length === 0 && !isAdding && (
        <p className="px-3 pb-3 text-ink-soft">{mayAdd ? t("labels.none") : t("labels.noneToUse")}</p>
      )}
      <ul className="min-h-0 overflow-y-auto pb-1.5">
        {usable.map((label, index) => (
          <LabelRow
            key={label.id}
            label={label}
            digit={index < 9 ? index + 1 : null}
            count={counts.get(label.id) ?? 0}
          />
        ))}
        {retired.map((label) => (
          <LabelRow key={label.id} label={label} digit={null} count={counts.get(label.id) ?? 0} />
        ))}
      </ul>
    </PanelSection>
  );
}

function LabelRow({ label, digit, count }: { label: EditedLabel; digit: number | null; count: number }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const isActive = useEditorState((state) => state.activeLabel === label.id);
  const isHidden = useEditorState((state) => state.hiddenLabels.has(label.id));
  const isUsable = !label.isArchived && !editor.isReadOnly;
  return (
    <li
      className={`group flex items-center pr-1.5 pl-1 ${isActive && isUsable ? "bg-pigment-wash" : "hover:bg-hover"}`}
    >
      <button
        type="button"
        aria-pressed={isActive}
        disabled={!isUsable}
        onClick={() => editor.takeLabel(label.id)}
        className="flex h-7 min-w-0 grow items-center gap-2 px-2 text-left"
      >
        <LabelSwatch hue={label.hue} />
        <span className={`grow truncate ${isHidden ? "text-ink-faint line-through" : ""}`}>{label.name}</span>
        {label.isArchived && <span className="text-xs text-ink-faint">{t("labels.archived")}</span>}
        <span className="text-xs text-ink-faint">{count > 0 ? count : ""}</span>
        {digit !== null && isUsable && (
          <kbd className="w-3 text-right font-sans text-xs text-ink-faint max-md:hidden">{digit}</kbd>
        )}
      </button>
      <button
        type="button"
        aria-label={
          isHidden ? t("labels.show", { name: label.name }) : t("labels.hide", { name: label.name })
        }
        aria-pressed={isHidden}
        onClick={() => toggleHidden(editor, label.id)}
        className={`flex size-6 items-center justify-center rounded-sm text-ink-soft hover:text-ink focus-visible:opacity-100 max-md:opacity-100 ${isHidden ? "" : "opacity-0 group-hover:opacity-100"}`}
      >
        {isHidden ? (
          <EyeOff aria-hidden="true" className="size-3.5" />
        ) : (
          <Eye aria-hidden="true" className="size-3.5" />
        )}
      </button>
    </li>
  );
}

function toggleHidden(editor: Editor, id: LabelId): void {
  const hiddenLabels = new Set(editor.state.hiddenLabels);
  if (!hiddenLabels.delete(id)) hiddenLabels.add(id);
  // What cannot be seen must not be moved or deleted with the rest.
  const selection = new Set(
    [...editor.state.selection].filter((one) => !hiddenLabels.has(editor.document.get(one)?.labelId ?? id)),
  );
  editor.set({ hiddenLabels, selection });
}

function countByLabel(editor: Editor): Map<LabelId, number> {
  const counts = new Map<LabelId, number>();
  for (const { labelId, geometry } of editor.document.live()) {
    if (geometry.type === "box") counts.set(labelId, (counts.get(labelId) ?? 0) + 1);
  }
  return counts;
}
