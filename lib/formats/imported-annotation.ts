/** Attribute values that annotations keep: VOC's difficult and pose, COCO's iscrowd. */
export type ImportedAttributes = Record<string, string | number | boolean>;

/** A box as a file gave it, in pixels of the picture that the file was made for. */
export type ImportedBox = {
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
  attributes: ImportedAttributes;
};

/** Something in a file that was left out or changed; `reason` is a key worded on the screen. */
export type FormatNote = { reason: string; args?: Record<string, string | number> };
