import { describe, expect, test } from "vitest";
import { imageBox, imagePoint, imageSize, screenSize } from "@/lib/annotation/coordinates";
import { AnnotationDocument, type PendingOperation } from "@/lib/annotation/document";
import { type AnnotationId, LabelId } from "@/lib/ids";
import { Editor } from "./editor";

const [HORSE, CLOCK, FAR_HORSE] = [1, 2, 3].map((n) =>
  LabelId.parse(`00000000-0000-4000-8000-00000000010${n}`),
) as [LabelId, LabelId, LabelId];
const LABELS = [
  { id: HORSE, name: "horse" },
  { id: CLOCK, name: "clock" },
];

function open({ isReadOnly = false, labels = LABELS, width = 640, height = 480 } = {}) {
  const sent: PendingOperation[] = [];
  const document = new AnnotationDocument({ clientId: "a".repeat(8) });
  document.load({ seq: 0, annotations: [] });
  const submit = (operations: PendingOperation[]) => void sent.push(...operations);
  const editor = new Editor({ document, image: imageSize(width, height), isReadOnly, labels, submit });
  editor.set({ activeLabel: labels[0]?.id ?? null, hiddenBoxes: new Set(), lockedBoxes: new Set() });
  return { editor, document, sent };
}

function draw(editor: Editor, x: number, y = 10, label: LabelId | null = HORSE): AnnotationId {
  const id = editor.createBox(imageBox(x, y, 20, 20), label);
  if (!id) throw new Error("no box was made");
  return id;
}

function places(editor: Editor) {
  return editor.boxes.all().map(({ geometry: { x, y, width, height } }) => [x, y, width, height]);
}

describe("drawing", () => {
  test("a box is cut at the picture's edge, selected, and sent once", () => {
    const { editor, sent } = open();
    const id = editor.createBox(imageBox(620, -5, 40, 25));
    expect(places(editor)).toEqual([[620, 0, 20, 20]]);
    expect([...editor.state.selection]).toEqual([id]);
    expect(sent.map(({ op }) => op.type)).toEqual(["create"]);
  });

  test("without any label the box waits, and the label that is taken makes it", () => {
    const { editor } = open({ labels: [] });
    expect(editor.createBox(imageBox(10, 10, 20, 20))).toBeNull();
    expect(editor.state.open).toBe("labels");
    expect(places(editor)).toEqual([]);
    editor.takeLabel(CLOCK);
    expect(editor.boxes.all().map(({ labelId }) => labelId)).toEqual([CLOCK]);
    expect(editor.state.waitingBox).toBeNull();
  });

  test("a box that waits is let go when the palette is closed", () => {
    const { editor } = open({ labels: [] });
    editor.createBox(imageBox(10, 10, 20, 20));
    editor.close();
    editor.takeLabel(CLOCK);
    expect(places(editor)).toEqual([]);
  });

  test("who may only look changes nothing, by any command", () => {
    const { editor, sent } = open({ isReadOnly: true });
    editor.setTool("box");
    editor.createBox(imageBox(10, 10, 20, 20));
    editor.setTag(HORSE, true);
    editor.paste();
    expect(editor.state.tool).toBe("select");
    expect(sent).toEqual([]);
  });
});

describe("keys", () => {
  test("quick steps of one kind are taken back together, those of another apart", () => {
    const { editor } = open();
    draw(editor, 100);
    editor.moveSelected(imagePoint(1, 0));
    editor.moveSelected(imagePoint(1, 0));
    editor.growSelected(imagePoint(0, 5));
    expect(places(editor)).toEqual([[102, 10, 20, 25]]);
    editor.undo();
    expect(places(editor)).toEqual([[102, 10, 20, 20]]);
    editor.undo();
    expect(places(editor)).toEqual([[100, 10, 20, 20]]);
  });

  test("a group stops as one at the edge, and keeps its shape", () => {
    const { editor } = open();
    const ids = [draw(editor, 600), draw(editor, 500)];
    editor.selection.set(ids);
    editor.moveSelected(imagePoint(100, 0));
    expect(places(editor)).toEqual([
      [620, 10, 20, 20],
      [520, 10, 20, 20],
    ]);
  });
});

describe("hidden and locked", () => {
  test("neither is deleted, moved or selected with the rest", () => {
    const { editor } = open();
    const [hidden, locked, free] = [draw(editor, 0), draw(editor, 100), draw(editor, 200)];
    editor.selection.toggleHiddenBox(hidden);
    editor.selection.toggleLocked([locked]);
    editor.selection.all();
    expect([...editor.state.selection]).toEqual([free]);
    editor.selection.set([hidden, locked, free]);
    editor.deleteSelected();
    expect(editor.boxes.all().map(({ id }) => id)).toEqual([hidden, locked]);
    expect(editor.boxes.at(imagePoint(110, 20), 2)).toBeNull();
  });

  test("hiding without a selection shows everything again", () => {
    const { editor } = open();
    draw(editor, 0);
    editor.selection.toggleHidden();
    expect(editor.boxes.shown()).toEqual([]);
    editor.selection.toggleHidden();
    expect(editor.boxes.shown()).toHaveLength(1);
  });
});

describe("a pile", () => {
  test("the smallest is meant first, and pressing again walks through", () => {
    const { editor } = open();
    const large = editor.createBox(imageBox(0, 0, 200, 200), HORSE);
    const small = editor.createBox(imageBox(50, 50, 20, 20), HORSE);
    editor.selection.set([]);
    const at = imagePoint(60, 60);
    expect(editor.boxes.at(at, 0)).toBe(small);
    editor.selection.set(small ? [small] : []);
    expect(editor.boxes.nextAt(at, 0)).toBe(large);
  });

  test("Tab's order is from the top, then from the left, whatever was drawn first", () => {
    const { editor } = open();
    const [low, right, left] = [draw(editor, 10, 200), draw(editor, 300, 10), draw(editor, 10, 10)];
    editor.selection.set([]);
    const walked = [left, right, low, left].map(() => {
      editor.selection.cycle(1);
      return [...editor.state.selection][0];
    });
    expect(walked).toEqual([left, right, low, left]);
  });
});

describe("copies", () => {
  test("lie aside of their originals, above all, in the same order", () => {
    const { editor } = open();
    const ids = [draw(editor, 100), draw(editor, 200)];
    editor.selection.set([...ids].reverse());
    expect(editor.duplicate()).toBe(2);
    const [first, second, ...copies] = editor.boxes.all().sort((a, b) => (a.z < b.z ? -1 : 1));
    expect([first?.id, second?.id]).toEqual(ids);
    expect(copies.map(({ geometry }) => geometry.x - 100)).toEqual([expect.any(Number), expect.any(Number)]);
    expect((copies[0]?.geometry.x ?? 0) < (copies[1]?.geometry.x ?? 0)).toBe(true);
    expect(copies[0]?.geometry.x).toBeGreaterThan(100);
  });

  test("come to another dataset's picture under the label of the same name, moved in where it is smaller", () => {
    const here = open();
    draw(here.editor, 600);
    expect(here.editor.copy()).toBe(1);
    const there = open({
      labels: [
        { id: CLOCK, name: "clock" },
        { id: FAR_HORSE, name: "horse" },
      ],
      width: 100,
    });
    expect(there.editor.paste()).toBe(1);
    expect(there.editor.boxes.all()[0]).toMatchObject({ labelId: FAR_HORSE, geometry: { x: 80, y: 10 } });
  });

  test("nothing selected leaves the clipboard as it was", () => {
    const { editor } = open();
    draw(editor, 100);
    editor.copy();
    editor.selection.set([]);
    expect(editor.copy()).toBe(0);
    expect(editor.paste()).toBe(1);
  });
});

describe("history", () => {
  test("undo brings a deleted box back as the same one, and redo takes it away again", () => {
    const { editor } = open();
    const id = draw(editor, 100);
    editor.deleteSelected();
    expect(places(editor)).toEqual([]);
    editor.undo();
    expect(editor.boxes.all().map((box) => box.id)).toEqual([id]);
    expect([...editor.state.selection]).toEqual([id]);
    editor.redo();
    expect(places(editor)).toEqual([]);
  });
});

describe("the view", () => {
  test("a fitted picture stays fitted; another keeps its middle", () => {
    const { editor } = open();
    editor.view.resize(screenSize(800, 600));
    const fitted = editor.state.viewport?.scale ?? 0;
    editor.view.resize(screenSize(400, 300));
    expect(editor.state.viewport?.scale).toBeLessThan(fitted);
    editor.view.toActualSize();
    editor.view.resize(screenSize(500, 400));
    expect(editor.state.viewport).toEqual({ scale: 1, offset: { x: -70, y: -40 } });
  });

  test("a box out of sight is brought into sight, one in sight moves nothing", () => {
    const { editor } = open();
    editor.view.resize(screenSize(400, 300));
    editor.view.zoomTo(imageBox(0, 0, 50, 50));
    const before = editor.state.viewport;
    editor.view.reveal(imageBox(10, 10, 10, 10));
    expect(editor.state.viewport).toEqual(before);
    editor.view.reveal(imageBox(600, 440, 30, 30));
    const seen = editor.view.visible;
    expect(seen && seen.x <= 600 && seen.x + seen.width >= 630).toBe(true);
  });
});
