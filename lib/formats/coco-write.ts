import type { ImportedBox } from "./imported-annotation";

export type CocoWritePicture = {
  fileName: string;
  widthPx: number;
  heightPx: number;
  boxes: readonly ImportedBox[];
};

/**
 * Writes a COCO file piece by piece, so that a set of any size needs the memory of one picture. Category ids
 * are 1, 2, 3… in the labels' order; boxes are written as they are, unrounded.
 */
export function* writeCoco(set: {
  description: string;
  labels: readonly string[];
  pictures: Iterable<CocoWritePicture>;
}): Generator<string> {
  const ids = new Map(set.labels.map((name, index) => [name, index + 1]));
  const categories = set.labels.map((name) => ({ id: ids.get(name), name, supercategory: "" }));
  yield `{"info":${JSON.stringify({ description: set.description, version: "1.0" })},"licenses":[],\n"categories":${JSON.stringify(categories)},\n"images":[`;
  const kept: { imageId: number; boxes: readonly ImportedBox[] }[] = [];
  let imageId = 0;
  for (const { fileName, widthPx, heightPx, boxes } of set.pictures) {
    imageId += 1;
    yield `${imageId === 1 ? "" : ","}\n${JSON.stringify({ id: imageId, file_name: fileName, width: widthPx, height: heightPx })}`;
    if (boxes.length > 0) kept.push({ imageId, boxes });
  }
  yield '],\n"annotations":[';
  yield* annotationLines(kept, ids);
  yield "]}\n";
}

function* annotationLines(
  kept: { imageId: number; boxes: readonly ImportedBox[] }[],
  categoryIds: Map<string, number>,
) {
  let id = 0;
  for (const { imageId, boxes } of kept) {
    for (const { label, x, y, width, height, attributes } of boxes) {
      id += 1;
      const { iscrowd, ...others } = attributes;
      const line = {
        id,
        image_id: imageId,
        category_id: categoryIds.get(label),
        bbox: [x, y, width, height],
        area: width * height,
        segmentation: [],
        iscrowd: iscrowd === true ? 1 : 0,
        ...(Object.keys(others).length > 0 && { attributes: others }),
      };
      yield `${id === 1 ? "" : ","}\n${JSON.stringify(line)}`;
    }
  }
}
