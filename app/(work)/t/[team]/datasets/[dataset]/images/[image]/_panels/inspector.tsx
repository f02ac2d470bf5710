"use client";

import { Copy, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { Button } from "@/app/_ui/button";
import { LabelSwatch } from "@/app/_ui/label-chip";
import { clipBox } from "@/lib/annotation/box";
import { imageBox } from "@/lib/annotation/coordinates";
import type { Editor } from "../_editor/editor";
import type { BoxAnnotation } from "../_editor/editor-boxes";
import type { EditedLabel } from "../_editor/editor-place";
import { useDocument, useEditor, useEditorState } from "../_editor/use-editor";
import { PanelSection } from "./panel-section";

/** What is in hand: its label and its numbers, which can be typed. */
export function Inspector({ labels }: { labels: EditedLabel[] }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const selection = useEditorState((state) => state.selection);
  const read = useCallback(
    (of: Editor) => of.boxes.selected().filter(({ id }) => selection.has(id)),
    [selection],
  );
  const current = useDocument(read);
  const [only] = current;
  if (!only) return null;
  return (
    <PanelSection
      title={t("inspector.title", { count: current.length })}
      className="shrink-0 border-t border-b-0"
    >
      <div className="flex flex-col gap-2.5 px-3 pb-3">
        <LabelOf boxes={current} labels={labels} />
        {current.length === 1 && <Numbers key={only.id} box={only} />}
        {!editor.isReadOnly && <Actions />}
      </div>
    </PanelSection>
  );
}

function LabelOf({ boxes, labels }: { boxes: BoxAnnotation[]; labels: EditedLabel[] }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const label = labels.find(({ id }) => id === boxes[0]?.labelId);
  const isMixed = boxes.some(({ labelId }) => labelId !== label?.id);
  return (
    <button
      type="button"
      disabled={editor.isReadOnly}
      onClick={() => editor.set({ open: "labels" })}
      className="flex h-8 items-center gap-2 rounded-md border border-line-strong bg-raised px-2 text-left enabled:hover:bg-hover disabled:border-line"
    >
      {isMixed ? t("inspector.mixed") : <LabelSwatch hue={label?.hue ?? 0} />}
      {!isMixed && <span className="truncate">{label?.name ?? t("objects.unknownLabel")}</span>}
      {!editor.isReadOnly && <span className="sr-only">{t("inspector.changeLabel")}</span>}
      {!editor.isReadOnly && (
        <span aria-hidden="true" className="ml-auto font-sans text-xs text-ink-faint max-md:hidden">
          L
        </span>
      )}
    </button>
  );
}

const FIELDS = ["x", "y", "width", "height"] as const;
type Field = (typeof FIELDS)[number];

/** The box in numbers: what dragging does, for keyboards and for exactness. */
function Numbers({ box }: { box: BoxAnnotation }) {
  return (
    <div className="grid grid-cols-2 gap-1.5">
      {FIELDS.map((field) => (
        <NumberField key={field} field={field} box={box} />
      ))}
    </div>
  );
}

/** One number, which follows a drag by itself: in a move two of the four stand still. */
function NumberField({ field, box }: { field: Field; box: BoxAnnotation }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const value = useEditorState(({ dragged }) => (dragged ?? box.geometry)[field]);
  const text = String(Math.round(value * 100) / 100);
  /** Null while nobody types: the box speaks for itself. */
  const [typed, setTyped] = useState<string | null>(null);
  const [isRefused, setRefused] = useState(false);
  function place(number: number): boolean {
    const { x, y, width, height } = box.geometry;
    const numbers = { x, y, width, height, [field]: number };
    const next = clipBox(imageBox(numbers.x, numbers.y, numbers.width, numbers.height), editor.image);
    if (next) editor.setBoxes(new Map([[box.id, next]]));
    return next !== null;
  }
  function commit() {
    if (typed === null || typed === text) return setTyped(null);
    const number = Number(typed.replace(",", "."));
    const isTaken = typed.trim() !== "" && Number.isFinite(number) && place(number);
    setRefused(!isTaken);
    setTyped(null);
  }
  return (
    <label
      className={`flex h-7 items-center rounded-md border bg-raised pl-2 focus-within:outline-2 focus-within:outline-pigment ${isRefused ? "border-vermilion" : "border-line-strong"}`}
    >
      <span className="w-4 text-xs text-ink-faint" aria-hidden="true">
        {t(`inspector.${field}Short`)}
      </span>
      <input
        inputMode="decimal"
        aria-label={t(`inspector.${field}`)}
        aria-invalid={isRefused}
        readOnly={editor.isReadOnly}
        value={typed ?? text}
        onChange={(event) => {
          setRefused(false);
          setTyped(event.target.value);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "Escape") setTyped(null);
        }}
        className="w-full min-w-0 bg-transparent pr-2 text-right outline-none"
      />
    </label>
  );
}

function Actions() {
  const t = useTranslations("annotate");
  const editor = useEditor();
  return (
    <div className="flex gap-1.5">
      <Button
        size="small"
        icon={<Copy aria-hidden="true" />}
        className="grow"
        onClick={() => editor.duplicate()}
      >
        {t("inspector.duplicate")}
      </Button>
      <Button
        size="small"
        icon={<Trash2 aria-hidden="true" />}
        className="grow text-vermilion-ink"
        onClick={() => editor.deleteSelected()}
      >
        {t("inspector.delete")}
      </Button>
    </div>
  );
}
