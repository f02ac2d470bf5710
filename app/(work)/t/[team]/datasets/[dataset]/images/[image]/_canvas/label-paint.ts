import type { LabelId } from "@/lib/ids";
import { labelHue } from "@/lib/label-hues";

export type EditorLabel = { readonly id: LabelId; readonly name: string; readonly hue: number };

/** How a label is drawn over a picture: the bright reading of its hue, which a dark halo keeps visible anywhere. */
export type LabelPaint = {
  readonly name: string;
  readonly letter: string;
  readonly colour: string;
  readonly dashPx: readonly number[];
};

const UNKNOWN: LabelPaint = { name: "?", letter: "?", colour: "#ffffff", dashPx: [2, 2] };

export class LabelPaints {
  readonly #paints: ReadonlyMap<LabelId, LabelPaint>;

  constructor(labels: readonly EditorLabel[]) {
    this.#paints = new Map(labels.map(({ id, name, hue }) => [id, paintOf(name, hue)]));
  }

  of(id: LabelId): LabelPaint {
    return this.#paints.get(id) ?? UNKNOWN;
  }
}

function paintOf(name: string, hue: number): LabelPaint {
  const { letter, night, dashPx } = labelHue(hue);
  return { name, letter, colour: night, dashPx };
}
