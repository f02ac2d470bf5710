"use client";

import { useEffect } from "react";
import { type ImagePoint, imagePoint } from "@/lib/annotation/coordinates";
import type { Editor } from "./editor";
import { inReadingOrder } from "./editor-boxes";
import type { EditedLabel } from "./editor-place";
import { useEditor } from "./use-editor";
import type { Neighbours } from "./use-neighbours";

type Context = { editor: Editor; labels: readonly EditedLabel[]; neighbours: Neighbours };
/** Arrow keys by the direction they point in. */
const ARROWS: Record<string, readonly [number, number]> = {
  arrowleft: [-1, 0],
  arrowright: [1, 0],
  arrowup: [0, -1],
  arrowdown: [0, 1],
};
/** True when the key meant something. */
type Command = (context: Context, event: KeyboardEvent) => boolean | void;

const ZOOM_STEP = 1.25;

/** Keys with Ctrl, or ⌘ on Apple's machines. */
const WITH_MOD: Record<string, Command> = {
  z: ({ editor }, event) => (event.shiftKey ? editor.redo() : editor.undo()),
  y: ({ editor }) => editor.redo(),
  c: ({ editor }) => editor.copy() > 0,
  v: ({ editor }) => void editor.paste(),
  d: ({ editor }) => void editor.duplicate(),
  a: ({ editor }) => editor.selection.all(),
  arrowleft: grow,
  arrowright: grow,
  arrowup: grow,
  arrowdown: grow,
};

const PLAIN: Record<string, Command> = {
  v: ({ editor }) => editor.setTool("select"),
  n: ({ editor }) => editor.setTool("box"),
  r: ({ editor }) => editor.setTool("box"),
  h: ({ editor }) => editor.setTool("pan"),
  l: ({ editor }) => editor.set({ open: "labels" }),
  t: ({ editor }) => editor.set({ areNamesShown: !editor.state.areNamesShown }),
  g: ({ editor }) => editor.set({ isGuideShown: !editor.state.isGuideShown }),
  d: ({ neighbours }) => neighbours.previous?.(),
  f: ({ neighbours }, event) => (event.shiftKey ? neighbours.nextOpen() : neighbours.next?.()),
  x: ({ editor }) => editor.selection.toggleHidden(),
  k: ({ editor }) => editor.state.selection.size > 0 && editor.selection.toggleLocked(),
  b: ({ editor }) => editor.set({ areBoxesHidden: !editor.state.areBoxesHidden }),
  "0": ({ editor }) => editor.view.fit(),
  "+": ({ editor }) => editor.view.zoom(ZOOM_STEP),
  "=": ({ editor }) => editor.view.zoom(ZOOM_STEP),
  "-": ({ editor }) => editor.view.zoom(1 / ZOOM_STEP),
  "?": ({ editor }) => editor.set({ open: "help" }),
  delete: ({ editor }) => editor.deleteSelected(),
  backspace: ({ editor }) => editor.deleteSelected(),
  enter: ({ editor }, event) => {
    if (!isStage(event.target) || editor.state.tool !== "box") return false;
    editor.createBoxInView();
  },
  tab: ({ editor }, event) => isStage(event.target) && walk(editor, event.shiftKey ? -1 : 1),
  arrowleft: (context, event) => nudge(context, event) || context.neighbours.previous?.(),
  arrowright: (context, event) => nudge(context, event) || context.neighbours.next?.(),
  arrowup: nudge,
  arrowdown: nudge,
};

/** By the key's place, since what Shift makes of a digit differs from keyboard to keyboard. */
const SHIFT_DIGITS: Record<string, Command> = {
  Digit0: ({ editor }) => editor.view.toActualSize(),
  Digit1: ({ editor }) => editor.view.fit(),
  Digit2: ({ editor }) => editor.zoomToSelection(),
};

/** The editor's keys. They rest while somebody types, or while a dialog or menu is open. */
export function useShortcuts(context: Omit<Context, "editor">): void {
  const editor = useEditor();
  const { labels, neighbours } = context;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isElsewhere(event.target)) return;
      const command = commandOf(event);
      if (!command) return;
      if (command({ editor, labels, neighbours }, event) !== false) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [editor, labels, neighbours]);
}

function commandOf(event: KeyboardEvent): Command | undefined {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return event.altKey ? undefined : WITH_MOD[letterOf(event)];
  if (event.altKey) return undefined;
  if (key === "escape") return letGo;
  if (event.shiftKey && event.code in SHIFT_DIGITS) return SHIFT_DIGITS[event.code];
  if (/^(Digit|Numpad)[1-9]$/.test(event.code) && !event.shiftKey)
    return takeLabelAt(Number(event.code.at(-1)) - 1);
  return PLAIN[key] ?? PLAIN[letterOf(event)];
}

/** The Latin letter on the key, so that shortcuts work while a Korean layout is on. */
function letterOf(event: KeyboardEvent): string {
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
}

function takeLabelAt(index: number): Command {
  return ({ editor, labels }) => {
    const label = labels[index];
    if (!label) return false;
    editor.takeLabel(label.id);
  };
}

/** One step back at a time: the drawing, the selection, the tool; then the keyboard moves on to the panel. */
function letGo({ editor }: Context, event: KeyboardEvent): boolean | void {
  const { draft, selection, tool } = editor.state;
  if (draft) return editor.set({ draft: null });
  if (selection.size > 0) return editor.selection.set([]);
  if (tool !== "select") return editor.setTool("select");
  if (!isStage(event.target)) return false;
  document.querySelector<HTMLElement>("[data-editor-panel] button:not(:disabled)")?.focus();
}

/** Tab walks through the boxes and, after the last, on to the next control: the stage traps nobody. */
function walk(editor: Editor, step: 1 | -1): boolean {
  const boxes = inReadingOrder(editor.boxes.shown());
  const at = boxes.findIndex(({ id }) => editor.state.selection.has(id));
  const isPastEnd = at >= 0 && (step > 0 ? at === boxes.length - 1 : at === 0);
  if (boxes.length === 0 || isPastEnd) return false;
  editor.selection.cycle(step);
  return true;
}

function nudge({ editor }: Context, event: KeyboardEvent): boolean {
  if (editor.state.selection.size === 0) return false;
  editor.moveSelected(stepOf(event), event.repeat);
  return true;
}

function grow({ editor }: Context, event: KeyboardEvent): boolean {
  if (editor.state.selection.size === 0) return false;
  editor.growSelected(stepOf(event), event.repeat);
  return true;
}

function stepOf(event: KeyboardEvent): ImagePoint {
  const [x, y] = ARROWS[event.key.toLowerCase()] ?? [0, 0];
  const step = event.shiftKey ? 10 : 1;
  return imagePoint(x * step, y * step);
}

function isStage(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset.testid === "stage";
}

function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.closest(
      "input, textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox]",
    ) !== null
  );
}
