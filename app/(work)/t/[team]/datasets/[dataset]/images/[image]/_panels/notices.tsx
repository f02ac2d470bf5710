"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { Setback } from "@/lib/annotation/document";
import type { TeamRole } from "@/lib/team-role";
import type { Editor } from "../_editor/editor";
import type { EditedLabel } from "../_editor/editor-place";
import { useDocument, useEditor, useEditorState } from "../_editor/use-editor";

const setbacksOf = (editor: Editor) => editor.document.setbacks;
const SHOWN = 3;

/** What a person must know over the picture: read-only and why, edits that lost or were refused, undo that was left out. */
export function Notices({ labels, role }: { labels: EditedLabel[]; role: TeamRole | null }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const setbacks = useDocument(setbacksOf);
  const skipped = useEditorState((state) => state.skippedSteps);
  const shown = setbacks.filter((setback) => !isHarmless(setback));
  useEffect(() => {
    for (const setback of setbacks) if (isHarmless(setback)) editor.document.dismissSetback(setback);
  }, [editor, setbacks]);
  return (
    <div
      className="pointer-events-none absolute inset-x-2 bottom-2 flex flex-col items-start gap-2 *:pointer-events-auto"
      aria-live="polite"
    >
      {editor.isReadOnly && (
        <p className="floating px-3 py-2 text-ink-soft">
          {role === null ? t("readOnly.visitor") : t("readOnly.viewer")}
        </p>
      )}
      {skipped > 0 && (
        <p className="floating flex items-center gap-2 py-1 pr-1 pl-3 text-ink-soft">
          {t("undoSkipped", { count: skipped })}
          <Dismiss onClick={() => editor.set({ skippedSteps: 0 })} />
        </p>
      )}
      {shown.slice(0, SHOWN).map((setback) => (
        <SetbackNotice key={`${setback.clientId}/${setback.mid}`} setback={setback} labels={labels} />
      ))}
      {shown.length > SHOWN && (
        <div className="floating flex items-center gap-2 px-3 py-1.5 text-ink-soft">
          {t("setback.more", { count: shown.length - SHOWN })}
          <Button
            size="small"
            onClick={() => shown.forEach((setback) => editor.document.dismissSetback(setback))}
          >
            {t("setback.keepAll")}
          </Button>
        </div>
      )}
    </div>
  );
}

function SetbackNotice({ setback, labels }: { setback: Setback; labels: EditedLabel[] }) {
  const t = useTranslations("annotate");
  const message = useErrorMessage();
  const editor = useEditor();
  const value = useOwnValue(setback, labels);
  const { op } = setback;
  const what =
    setback.kind === "rejected"
      ? message({ code: setback.code, reason: setback.reason, args: setback.args })
      : t(`setback.lost.${lostPart(setback.group)}`);
  return (
    <div
      role="alert"
      data-testid="setback"
      className="floating flex max-w-md flex-col gap-2 border-l-2 border-l-ochre px-3 py-2.5"
    >
      <p>{what}</p>
      {value && <p className="text-ink-soft">{t("setback.yours", { value })}</p>}
      <div className="flex gap-2">
        <Button size="small" onClick={() => editor.insist(setback)}>
          {setback.kind === "lost" ? t("setback.useMine") : t("setback.again")}
        </Button>
        <Button size="small" variant="quiet" onClick={() => editor.document.dismissSetback(setback)}>
          {setback.kind === "lost" ? t("setback.keepTheirs") : t("setback.dismiss")}
        </Button>
        {editor.document.get(op.id) && (
          <Button size="small" variant="quiet" onClick={() => editor.selection.set([op.id])}>
            {t("setback.show")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The value that did not come to be, in words. */
function useOwnValue(setback: Setback, labels: EditedLabel[]): string | null {
  const t = useTranslations("annotate");
  return useMemo(() => {
    const { op } = setback;
    if ((op.type === "set-geometry" || op.type === "create") && op.geometry.type === "box") {
      const { x, y, width, height } = op.geometry;
      return t("setback.box", {
        x: Math.round(x),
        y: Math.round(y),
        width: Math.round(width),
        height: Math.round(height),
      });
    }
    if (op.type === "set-label") return labels.find(({ id }) => id === op.labelId)?.name ?? null;
    if (op.type === "set-attribute") return `${op.name}: ${op.value ?? "–"}`;
    return null;
  }, [setback, labels, t]);
}

function Dismiss({ onClick }: { onClick: () => void }) {
  const common = useTranslations("common");
  return (
    <IconButton size="small" label={common("close")} icon={<X aria-hidden="true" />} onClick={onClick} />
  );
}

function lostPart(group: string): "geometry" | "label" | "presence" | "other" {
  return group === "geometry" || group === "label" || group === "presence" ? group : "other";
}

/** A tag that is there already is what was asked for. */
function isHarmless(setback: Setback): boolean {
  return setback.kind === "rejected" && setback.reason === "annotation.tagExists";
}
