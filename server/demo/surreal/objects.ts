import { join } from "node:path";

/** Drawings of OpenMoji 17 (CC BY-SA 4.0), several per class where the set has them. */
export const OBJECTS = {
  elephant: ["1F418"],
  horse: ["1F40E", "1F434", "1F3A0"],
  clock: ["23F0", "1F570", "1F550", "1F557"],
  human: [
    "1F9CD",
    "1F9CD-200D-2640-FE0F",
    "1F9CD-1F3FD",
    "1F6B6",
    "1F6B6-1F3FE",
    "1F483",
    "1F57A",
    "1F3C3",
    "1F9CE-200D-2642-FE0F",
  ],
  car: ["1F697", "1F699", "1F695", "1F698", "1F3CE"],
  angel: ["1F47C", "1F47C-1F3FC", "1F47C-1F3FE"],
  violin: ["1F3BB"],
  bed: ["1F6CF"],
  cloud: ["2601", "1F329", "1F327", "1F328"],
} as const;

export type ObjectClass = keyof typeof OBJECTS;
export const OBJECT_CLASSES = [
  "elephant",
  "horse",
  "clock",
  "human",
  "car",
  "angel",
  "violin",
  "bed",
  "cloud",
] as const satisfies readonly ObjectClass[];

export function drawingFile(hexcode: string): string {
  return join(import.meta.dirname, "..", "..", "..", "public", "demo", "openmoji", `${hexcode}.svg`);
}
