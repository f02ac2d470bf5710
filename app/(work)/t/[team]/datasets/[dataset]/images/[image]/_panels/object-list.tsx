"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { Eye, EyeOff, Lock, LockOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { LabelSwatch } from "@/app/_ui/label-chip";
import type { Editor } from "../_editor/editor";
import { type BoxAnnotation, inReadingOrder } from "../_editor/editor-boxes";
import type { EditedLabel } from "../_editor/editor-place";
import { useDocument, useEditor, useEditorState } from "../_editor/use-editor";
import { PanelSection } from "./panel-section";

const ROW_PX = 28;
const boxesOf = (editor: Editor) => inReadingOrder(editor.boxes.all());

/** Every box on the picture, hidden ones too, in reading order; only the rows in view are in the page. */
export function ObjectList({ labels }: { labels: EditedLabel[] }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const boxes = useDocument(boxesOf);
  const selection = useEditorState((state) => state.selection);
  const scroller = useRef<HTMLDivElement>(null);
  const byId = useMemo(() => new Map(labels.map((label) => [label.id, label])), [labels]);
  const rows = useVirtualizer({
    count: boxes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const [only] = selection.size === 1 ? selection : [];
  const at = only === undefined ? -1 : boxes.findIndex(({ id }) => id === only);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: "auto" });
  }, [at, rows]);
  return (
    <PanelSection
      title={t("objects.title", { count: boxes.length })}
      className="min-h-24 grow max-md:max-h-56"
    >
      {boxes.length === 0 && (
        <p className="px-3 pb-3 text-ink-soft">
          {editor.isReadOnly ? t("objects.noneToSee") : t("objects.none")}
        </p>
      )}
      <div ref={scroller} className="min-h-0 grow overflow-y-auto" data-testid="object-list">
        <ul style={{ height: rows.getTotalSize() }} className="relative">
          {rows.getVirtualItems().map(({ index, start }) => {
            const box = boxes[index];
            const label = box && byId.get(box.labelId);
            if (!box) return null;
            return (
              <li key={box.id} style={{ top: start, height: ROW_PX }} className="absolute inset-x-0">
                <ObjectRow box={box} label={label} isSelected={selection.has(box.id)} />
              </li>
            );
          })}
        </ul>
      </div>
    </PanelSection>
  );
}

function ObjectRow({
  box,
  label,
  isSelected,
}: {
  box: BoxAnnotation;
  label: EditedLabel | undefined;
  isSelected: boolean;
}) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const isHidden = useEditorState((state) => state.hiddenBoxes.has(box.id));
  const isLocked = useEditorState((state) => state.lockedBoxes.has(box.id));
  const isShown = useEditorState(() => editor.boxes.isShown(box));
  const { width, height } = box.geometry;
  const name = label?.name ?? t("objects.unknownLabel");
  return (
    <div
      className={`group flex size-full items-center pr-1.5 ${isSelected ? "bg-pigment-wash" : "hover:bg-hover"}`}
      onPointerEnter={() => editor.set({ hovered: box.id })}
      onPointerLeave={() => editor.set({ hovered: null })}
    >
      <button
        type="button"
        aria-pressed={isSelected}
        data-object={box.id}
        onClick={(event) => {
          if (event.shiftKey || event.ctrlKey || event.metaKey) return editor.selection.toggle(box.id);
          editor.selection.set([box.id]);
          editor.view.reveal(box.geometry);
        }}
        className="flex h-full min-w-0 grow items-center gap-2 px-3 text-left"
      >
        <LabelSwatch hue={label?.hue ?? 0} />
        <span className={`grow truncate ${isShown ? "" : "text-ink-faint line-through"}`}>{name}</span>
        <span className="shrink-0 text-xs text-ink-faint">
          {Math.round(width)} × {Math.round(height)}
        </span>
      </button>
      <RowToggle
        label={isLocked ? t("objects.unlock", { name }) : t("objects.lock", { name })}
        isOn={isLocked}
        icon={isLocked ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
        onClick={() => editor.selection.toggleLocked([box.id])}
      />
      <RowToggle
        label={isHidden ? t("labels.show", { name }) : t("labels.hide", { name })}
        isOn={isHidden}
        icon={isHidden ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        onClick={() => editor.selection.toggleHiddenBox(box.id)}
      />
    </div>
  );
}

/** Seen when it says something, when pointed at, and always on a touch screen. */
function RowToggle(props: { label: string; isOn: boolean; icon: ReactNode; onClick: () => void }) {
  const { label, isOn, icon, onClick } = props;
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isOn}
      onClick={onClick}
      className={`flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-soft hover:text-ink focus-visible:opacity-100 max-md:opacity-100 [&_svg]:size-3.5 ${isOn ? "" : "opacity-0 group-hover:opacity-100"}`}
    >
      {icon}
    </button>
  );
}
