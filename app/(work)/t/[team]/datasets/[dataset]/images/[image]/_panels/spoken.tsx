"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Editor } from "../_editor/editor";
import type { EditedLabel } from "../_editor/editor-place";
import { useDocument, useEditorState } from "../_editor/use-editor";

/** Says to a screen reader what is in hand, and where: what others see on the canvas. */
export function Spoken({ labels }: { labels: EditedLabel[] }) {
  const t = useTranslations("annotate");
  const selection = useEditorState((state) => state.selection);
  const read = useCallback(
    (editor: Editor) => editor.boxes.selected().filter(({ id }) => selection.has(id)),
    [selection],
  );
  const [only, ...others] = useDocument(read);
  const label = labels.find(({ id }) => id === only?.labelId)?.name ?? t("objects.unknownLabel");
  return (
    <p role="status" className="sr-only">
      {only && others.length > 0 && t("spoken.many", { count: others.length + 1 })}
      {only &&
        others.length === 0 &&
        t("spoken.one", {
          label,
          x: Math.round(only.geometry.x),
          y: Math.round(only.geometry.y),
          width: Math.round(only.geometry.width),
          height: Math.round(only.geometry.height),
        })}
    </p>
  );
}
