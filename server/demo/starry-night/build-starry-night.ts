import { join } from "node:path";
import sharp from "sharp";
import type { RawPicture } from "../painting/canvas";
import { paintStarryNight } from "../painting/paint-starry-night";
import { readPalette, type StarryPalette } from "../painting/palette";
import { seededRandom } from "../painting/random";
import { FAMILIES, type Family, SCENE_HEIGHT, SCENE_WIDTH, type Scene } from "../painting/scene";
import { type CocoFile, SPLITS, type Split } from "../pictures/coco";
import { CONTENT_DIR, emptyFolder, writeContent } from "../pictures/write-content";
import { spreadWindows, windowsOnScene, windowsOnSky } from "./cut-windows";
import { cutOption, decode, OPTION_SIDE_PX, photographLikeTheScan, type Window } from "./one-pipeline";
import { FAMOUS_WINDOW, REGIONS } from "./regions";

export const SCAN_FILE = join(CONTENT_DIR, "source", "starry-night-752x600.jpg");

/** Real crops, and generated scenes with three crops each, per split. */
const COUNTS: Record<Split, { real: number; scenes: number }> = {
  train: { real: 60, scenes: 20 },
  val: { real: 15, scenes: 5 },
  test: { real: 30, scenes: 10 },
};
const CROPS_PER_SCENE = 3;

type Entry = {
  file: string;
  jpeg: Buffer;
  tag: "real" | "generated";
  group: string;
  made: Record<string, string | number>;
};

/** Writes the authenticity set and the quiz's whole views; returns how many pictures it wrote. */
export async function buildStarryNight(log: (line: string) => void): Promise<number> {
  const scan = await decode(SCAN_FILE);
  const palette = readPalette(scan);
  await writeSmallView();
  await emptyFolder("starry-night");
  let written = 0;
  for (const split of SPLITS) {
    const entries = [...(await cutReal(scan, split)), ...(await paintGenerated(palette, split, log))];
    for (const entry of entries) await writeContent(`starry-night/images/${entry.file}`, entry.jpeg);
    await writeContent(`starry-night/annotations/labels_${split}.json`, labelsFile(entries, split));
    written += entries.length;
  }
  return written + (await writeFamous(scan, palette));
}

async function cutReal(scan: RawPicture, split: Split): Promise<Entry[]> {
  const windows = spreadWindows(REGIONS[split], COUNTS[split].real, seededRandom(`real/${split}`));
  return Promise.all(
    windows.map(async (window, index) => ({
      file: `${split}-r${String(index).padStart(3, "0")}.jpg`,
      jpeg: await cutOption(scan, window),
      tag: "real" as const,
      group: `starry-night-${split}-region`,
      made: { source: "scan", ...window },
    })),
  );
}

async function paintGenerated(
  palette: StarryPalette,
  split: Split,
  log: (line: string) => void,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let index = 0; index < COUNTS[split].scenes; index++) {
    const family = FAMILIES[index % FAMILIES.length] ?? "storm";
    const { scene, photograph } = await paintAndPhotograph(`${split}-${index}`, family, palette);
    const aim = split === "test" ? windowsOnSky : windowsOnScene;
    const windows = aim(scene, CROPS_PER_SCENE, seededRandom(`crop/${scene.name}`));
    for (const [crop, window] of windows.entries()) {
      const file = `${split}-g${String(index * CROPS_PER_SCENE + crop).padStart(3, "0")}.jpg`;
      const made = { source: "generator", seed: scene.name, family, ...window };
      entries.push({
        file,
        jpeg: await cutOption(photograph, window),
        tag: "generated",
        group: `generated-${scene.name}`,
        made,
      });
    }
    log(`${split} scene ${index + 1}/${COUNTS[split].scenes}: ${family}`);
  }
  return entries;
}

async function paintAndPhotograph(
  name: string,
  family: Family,
  palette: StarryPalette,
): Promise<{ scene: Scene; photograph: RawPicture }> {
  const { scene, picture } = paintStarryNight(name, family, palette);
  return {
    scene,
    photograph: await photographLikeTheScan(picture, { width: SCENE_WIDTH, height: SCENE_HEIGHT }),
  };
}

/** The whole scan, small, on which a revealed crop is marked. */
async function writeSmallView() {
  const target = join(CONTENT_DIR, "..", "..", "..", "public", "demo", "starry-night-small.jpg");
  await sharp(SCAN_FILE).resize(376, 300).jpeg({ quality: 78 }).toFile(target);
}

/** The famous view of the painting, and imagined nights seen as widely. */
async function writeFamous(scan: RawPicture, palette: StarryPalette): Promise<number> {
  const items = [
    {
      file: "famous-r000.jpg",
      tag: "real",
      made: { source: "scan", ...FAMOUS_WINDOW } as Record<string, string | number>,
    },
  ];
  await writeContent("starry-night/famous/famous-r000.jpg", await cutOption(scan, FAMOUS_WINDOW));
  for (const [index, family] of FAMILIES.entries()) {
    const { photograph } = await paintAndPhotograph(`famous-${index}`, family, palette);
    const window: Window = { left: index % 2 === 0 ? 156 : 20, top: 2, side: 558 };
    const file = `famous-g${String(index).padStart(3, "0")}.jpg`;
    await writeContent(`starry-night/famous/${file}`, await cutOption(photograph, window));
    items.push({
      file,
      tag: "generated",
      made: { source: "generator", seed: `famous-${index}`, family, ...window },
    });
  }
  await writeContent("starry-night/famous/index.json", items);
  return items.length;
}

/** Whole-picture labels as Datumaro writes them: COCO annotations without a box. */
function labelsFile(entries: Entry[], split: Split): CocoFile {
  const first = { train: 1, val: 1001, test: 2001 }[split];
  return {
    info: {
      description:
        "Starry Night, real or generated: crops of the painting's scan and of Atelier's seeded painterly generator",
      version: "1",
      url: "",
    },
    licenses: [{ id: 1, name: "Public domain (painting), MIT (generated)", url: "" }],
    categories: [
      { id: 1, name: "real", supercategory: "authenticity" },
      { id: 2, name: "generated", supercategory: "authenticity" },
    ],
    images: entries.map(({ file, group, made }, index) => ({
      id: first + index,
      file_name: file,
      width: OPTION_SIDE_PX,
      height: OPTION_SIDE_PX,
      group,
      made,
    })),
    annotations: entries.map(({ tag }, index) => ({
      id: first + index,
      image_id: first + index,
      category_id: tag === "real" ? 1 : 2,
    })),
  };
}
