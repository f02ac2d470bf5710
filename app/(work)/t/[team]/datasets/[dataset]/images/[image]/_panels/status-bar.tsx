"use client";

import { useTranslations } from "next-intl";
import type { Editor } from "../_editor/editor";
import type { EditedImage } from "../_editor/editor-place";
import { useDocument, useEditorState } from "../_editor/use-editor";

const countBoxes = (editor: Editor) => editor.boxes.all().length;

/** Readings of the instrument: zoom, pointer, size, counts, and what the tool in hand does. */
export function StatusBar({ image }: { image: EditedImage }) {
  const t = useTranslations("annotate");
  const tool = useEditorState((state) => state.tool);
  const scale = useEditorState((state) => Math.round((state.viewport?.scale ?? 1) * 100));
  const selected = useEditorState((state) => state.selection.size);
  const count = useDocument(countBoxes);
  return (
    <footer className="flex h-7 shrink-0 items-center gap-4 border-t border-line bg-ground px-3 text-xs text-ink-soft max-md:hidden">
      <span data-testid="zoom" className="w-12">
        {t("status.zoom", { percent: scale })}
      </span>
      <Pointer />
      <span>{t("status.size", { width: image.widthPx, height: image.heightPx })}</span>
      <span>{t("status.boxes", { count })}</span>
      {selected > 0 && <span>{t("status.selected", { count: selected })}</span>}
      <span className="ml-auto truncate text-ink-faint">{t(`status.${tool}`)}</span>
    </footer>
  );
}

function Pointer() {
  const t = useTranslations("annotate");
  const at = useEditorState(({ pointer }) =>
    pointer ? `${Math.round(pointer.x)}, ${Math.round(pointer.y)}` : null,
  );
  return (
    <span className="w-24" aria-hidden="true">
      {at ?? t("status.away")}
    </span>
  );
}
