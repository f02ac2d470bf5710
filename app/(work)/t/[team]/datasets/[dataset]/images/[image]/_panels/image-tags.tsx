"use client";

import { useTranslations } from "next-intl";
import { LabelSwatch } from "@/app/_ui/label-chip";
import type { LabelId } from "@/lib/ids";
import type { Editor } from "../_editor/editor";
import type { EditedLabel } from "../_editor/editor-place";
import { useDocument, useEditor } from "../_editor/use-editor";
import { PanelSection } from "./panel-section";

const tagsOf = (editor: Editor): ReadonlySet<LabelId> => new Set(editor.tags().map(({ labelId }) => labelId));

/** Labels on the picture as a whole. */
export function ImageTags({ labels }: { labels: EditedLabel[] }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const tags = useDocument(tagsOf);
  const shown = labels.filter(({ id, isArchived }) => tags.has(id) || (!isArchived && !editor.isReadOnly));
  if (shown.length === 0) return null;
  return (
    <PanelSection title={t("tags.title")} className="max-h-40 shrink-0 max-md:max-h-none">
      <ul className="flex flex-wrap gap-1 overflow-y-auto px-3 pb-2.5">
        {shown.map((label) => (
          <li key={label.id} className="max-w-full">
            <button
              type="button"
              aria-pressed={tags.has(label.id)}
              disabled={editor.isReadOnly || (label.isArchived && !tags.has(label.id))}
              onClick={() => editor.setTag(label.id, !tags.has(label.id))}
              className={`flex h-6 max-w-full items-center gap-1.5 rounded-md border px-1.5 text-xs ${
                tags.has(label.id)
                  ? "border-pigment bg-pigment-wash text-ink"
                  : "border-line text-ink-soft hover:bg-hover"
              }`}
            >
              <LabelSwatch hue={label.hue} className="size-3.5" />
              <span className="truncate">{label.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
