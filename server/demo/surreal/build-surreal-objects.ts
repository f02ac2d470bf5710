import sharp from "sharp";
import type { Canvas } from "../painting/canvas";
import { seededRandom } from "../painting/random";
import { photograph } from "../painting/relief";
import { type CocoAnnotation, type CocoFile, type CocoImage, SPLITS, type Split } from "../pictures/coco";
import { emptyFolder, writeContent } from "../pictures/write-content";
import { composeScene, type PlacedObject } from "./compose-scene";
import { OBJECT_CLASSES } from "./objects";
import { PICTURE_HEIGHT, PICTURE_WIDTH, paintBackground } from "./paint-background";

/** Painted grounds per split; each carries four pictures and stays in its split. */
const GROUNDS: Record<Split, number> = { train: 34, val: 8, test: 10 };
const PICTURES_PER_GROUND = 4;
const QUALITY = 77;

/** Writes the nine surreal objects as pictures and one COCO file per split; returns how many pictures. */
export async function buildSurrealObjects(log: (line: string) => void): Promise<number> {
  await emptyFolder("surreal-objects");
  let written = 0;
  for (const split of SPLITS) {
    const file = emptyFile(split);
    for (let ground = 0; ground < GROUNDS[split]; ground++) {
      await paintGround(file, { split, ground });
      log(`${split} ground ${ground + 1}/${GROUNDS[split]}`);
    }
    await writeContent(`surreal-objects/annotations/instances_${split}.json`, file);
    written += file.images.length;
  }
  return written;
}

async function paintGround(file: CocoFile, { split, ground }: { split: Split; ground: number }) {
  const group = `${split}-ground-${String(ground).padStart(2, "0")}`;
  const background = paintBackground(group, seededRandom(group));
  for (let index = 0; index < PICTURES_PER_GROUND; index++) {
    const name = `${group}-${index}`;
    const { canvas, objects } = await composeScene(background, name, seededRandom(name));
    const fileName = `${split}-${String(ground).padStart(2, "0")}${"abcd"[index] ?? "x"}.jpg`;
    await writeContent(`surreal-objects/images/${fileName}`, await encode(canvas));
    record(file, { fileName, group, name, objects });
  }
}

async function encode(canvas: Canvas): Promise<Buffer> {
  const picture = photograph(canvas, { relief: 0.2, exposure: 1 });
  return sharp(picture.data, { raw: { width: picture.widthPx, height: picture.heightPx, channels: 3 } })
    .resize(PICTURE_WIDTH, PICTURE_HEIGHT, { kernel: "lanczos3" })
    .jpeg({ quality: QUALITY, chromaSubsampling: "4:2:0", mozjpeg: false })
    .toBuffer();
}

function record(
  file: CocoFile,
  picture: { fileName: string; group: string; name: string; objects: PlacedObject[] },
) {
  const first = file.images[0]?.id ?? firstId(picture.fileName);
  const image: CocoImage = {
    id: first + file.images.length,
    file_name: picture.fileName,
    width: PICTURE_WIDTH,
    height: PICTURE_HEIGHT,
    group: picture.group,
    made: { seed: picture.name, drawings: picture.objects.map((object) => object.hexcode).join(" ") },
  };
  file.images.push(image);
  for (const { objectClass, box } of picture.objects) {
    const annotation: CocoAnnotation = {
      id: first * 10 + file.annotations.length,
      image_id: image.id,
      category_id: OBJECT_CLASSES.indexOf(objectClass) + 1,
      bbox: [box.x, box.y, box.width, box.height],
      area: box.width * box.height,
      iscrowd: 0,
    };
    file.annotations.push(annotation);
  }
}

function firstId(fileName: string): number {
  if (fileName.startsWith("train")) return 1;
  return fileName.startsWith("val") ? 1001 : 2001;
}

function emptyFile(split: Split): CocoFile {
  return {
    info: {
      description: `Nine surreal objects, ${split}: OpenMoji drawings on grounds painted by Atelier`,
      version: "1",
      url: "",
    },
    licenses: [{ id: 1, name: "CC BY-SA 4.0", url: "https://creativecommons.org/licenses/by-sa/4.0/" }],
    categories: OBJECT_CLASSES.map((name, index) => ({ id: index + 1, name, supercategory: "object" })),
    images: [],
    annotations: [],
  };
}
