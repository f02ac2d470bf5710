import type { ImageBox, ImagePoint } from "@/lib/annotation/coordinates";
import type { Viewport } from "@/lib/annotation/viewport";
import type { AnnotationId, LabelId } from "@/lib/ids";
import type { SyncState } from "./annotation-sync";

export type Tool = "select" | "box" | "pan";

/** What the editor shows besides the annotations themselves. Replaced whole, never changed in place. */
export type EditorState = {
  readonly tool: Tool;
  readonly selection: ReadonlySet<AnnotationId>;
  readonly hovered: AnnotationId | null;
  readonly activeLabel: LabelId | null;
  readonly hiddenLabels: ReadonlySet<LabelId>;
  readonly hiddenBoxes: ReadonlySet<AnnotationId>;
  readonly lockedBoxes: ReadonlySet<AnnotationId>;
  /** Everything hidden for a look at the bare picture. */
  readonly areBoxesHidden: boolean;
  readonly areNamesShown: boolean;
  readonly isGuideShown: boolean;
  /** Null until the stage has measured itself. */
  readonly viewport: Viewport | null;
  readonly pointer: ImagePoint | null;
  /** The box being drawn, before it is an operation. */
  readonly draft: ImageBox | null;
  /** A drawn box that waits for somebody to say what it is. */
  readonly waitingBox: ImageBox | null;
  /** Where the boxes in hand are while they are dragged. */
  readonly dragged: ImageBox | null;
  /** Percent; 100 is as it is. A view filter only. */
  readonly brightness: number;
  readonly contrast: number;
  readonly open: "help" | "labels" | null;
  readonly sync: SyncState;
  /** How many of the last undo or redo's steps were left out, because somebody had changed that since. */
  readonly skippedSteps: number;
};

export const FIRST_STATE: EditorState = {
  tool: "select",
  selection: new Set(),
  hovered: null,
  activeLabel: null,
  hiddenLabels: new Set(),
  hiddenBoxes: new Set(),
  lockedBoxes: new Set(),
  areBoxesHidden: false,
  areNamesShown: true,
  isGuideShown: true,
  viewport: null,
  pointer: null,
  draft: null,
  waitingBox: null,
  dragged: null,
  brightness: 100,
  contrast: 100,
  open: null,
  sync: { kind: "saved" },
  skippedSteps: 0,
};

/** What stays as one goes from picture to picture. */
export function carriedOver(state: EditorState): Partial<EditorState> {
  const { tool, activeLabel, hiddenLabels, hiddenBoxes, lockedBoxes } = state;
  const { areNamesShown, isGuideShown, brightness, contrast } = state;
  return {
    tool,
    activeLabel,
    hiddenLabels,
    hiddenBoxes,
    lockedBoxes,
    areNamesShown,
    isGuideShown,
    brightness,
    contrast,
  };
}
