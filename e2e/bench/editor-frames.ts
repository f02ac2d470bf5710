import { randomUUID } from "node:crypto";
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { at, call, editorReady, openEditor, type Place, studio } from "../editor-page";
import { findChromium } from "../find-chromium";
import { type Figure, median, note, secondsOf } from "./figure";
import type { Stage } from "./stage";

const PICTURE = { width: 4000, height: 3000 };
const COLUMNS = 100;
const BOXES = 5_000;
const BATCH = 500;
/** Frames between two readings of the processor's time. */
const BLOCK = 10;
const OPENINGS = 5;
/** Frames follow each other as fast as they can be made, so that a frame's time is its cost. */
const CHROMIUM_FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-frame-rate-limit",
  "--disable-gpu-vsync",
];

/** A box dragged among 5,000 in a 60-Hz frame leaves the page nearly all of it. */
const TARGET_DRAG_MS = 2;
const TARGET_VS_ONE_BOX = 1.5;
/** One canvas, one path, one colour is the least; ours has a colour a label and layers above. */
const TARGET_VS_RAW = 1.5;
const TARGET_OPEN_VS_EMPTY = 2;

const Frames = z.array(z.object({ scriptMs: z.number(), frameMs: z.number() })).min(1);
type Frames = z.infer<typeof Frames>;
type Box = { x: number; y: number; width: number; height: number };

/** The editor with 5,000 boxes on one picture, beside itself with one box and beside a bare canvas. */
export async function benchEditor(stage: Stage): Promise<Figure[]> {
  const { url } = await stage.web();
  const args = [...CHROMIUM_FLAGS, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  const browser = await chromium.launch({ ...findChromium(), args });
  try {
    return await measure({ browser, url, count: stage.isQuick ? 20 : 120 });
  } finally {
    await browser.close();
  }
}

async function measure({ browser, url, count }: { browser: Browser; url: string; count: number }) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1600, height: 1000 } });
  const page = await context.newPage();
  await page.addInitScript({ path: "e2e/bench/drive-editor.js" });
  const place = await studio(page, { pictures: [PICTURE, PICTURE] });
  const boxes = gridOfBoxes();
  const [first] = boxes;
  if (!first) throw new Error("no boxes");
  await addBoxes(page, place, { image: place.images[0] ?? "", boxes });
  await addBoxes(page, place, { image: place.images[1] ?? "", boxes: [first] });

  await openEditor(page, place, 1);
  const openOneS = await openingSeconds(page);
  const dragOne = await dragFirst(page, first, count);
  await openEditor(page, place, 0);
  const openManyS = await openingSeconds(page);
  const drag = await dragFirst(page, first, count);
  const pan = Frames.parse(await page.evaluate(`benchPan(${count})`));
  const raw = Frames.parse(await page.evaluate(`benchRawCanvas(${JSON.stringify(boxes)}, ${count})`));
  const zoom = Frames.parse(await page.evaluate(`benchZoom(${count})`));
  await context.close();

  say("drag of one of 5,000", drag);
  say("drag of the only one", dragOne);
  say("pan", pan);
  say("zoom", zoom);
  say("bare canvas", raw);
  note(`  open: ${openManyS.toFixed(2)} s with 5,000 boxes, ${openOneS.toFixed(2)} s with one`);
  const ratio = { unit: "× milliseconds", better: "lower" } as const;
  return [
    {
      name: "editor.drag-frame-script",
      value: script(drag),
      unit: "ms",
      target: TARGET_DRAG_MS,
      better: "lower" as const,
    },
    {
      name: "editor.drag-frame-vs-one-box",
      value: script(drag) / script(dragOne),
      target: TARGET_VS_ONE_BOX,
      ...ratio,
    },
    {
      name: "editor.pan-frame-vs-bare-canvas",
      value: whole(pan) / whole(raw),
      target: TARGET_VS_RAW,
      ...ratio,
    },
    {
      name: "editor.zoom-frame-vs-bare-canvas",
      value: whole(zoom) / whole(raw),
      target: TARGET_VS_RAW,
      ...ratio,
    },
    { name: "editor.open-vs-one-box", value: openManyS / openOneS, target: TARGET_OPEN_VS_EMPTY, ...ratio },
  ];
}

/** 5,000 boxes in rows and columns, none over another. */
function gridOfBoxes(): Box[] {
  const [stepX, stepY] = [PICTURE.width / COLUMNS, PICTURE.height / (BOXES / COLUMNS)];
  return Array.from({ length: BOXES }, (_, n) => ({
    x: (n % COLUMNS) * stepX + 4,
    y: Math.floor(n / COLUMNS) * stepY + 6,
    width: stepX - 8 - (n % 7),
    height: stepY - 12 - (n % 5),
  }));
}

async function addBoxes(
  page: Page,
  place: Place,
  { image, boxes }: { image: string; boxes: Box[] },
): Promise<void> {
  const clientId = randomUUID();
  for (let from = 0; from < boxes.length; from += BATCH) {
    const ops = boxes.slice(from, from + BATCH).map((box, index) => ({
      mid: from + index + 1,
      baseSeq: 0,
      op: {
        type: "create",
        id: randomUUID(),
        labelId: place.labels[(from + index) % place.labels.length],
        geometry: { type: "box", ...box },
        z: "a0",
        attributes: {},
      },
    }));
    await call(page, "annotations.submit", { team: place.team, image, clientId, ops }, "mutation");
  }
}

async function openingSeconds(page: Page): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < OPENINGS; round += 1) times.push(await secondsOf(() => reopen(page)));
  return median(times);
}

async function reopen(page: Page): Promise<void> {
  await page.reload({ waitUntil: "commit" });
  await editorReady(page);
}

/** Takes the box in the corner in hand and drags it; scriptMs is the processor's time, which others cannot lengthen. */
async function dragFirst(page: Page, box: Box, count: number): Promise<Frames> {
  const middle = await at(page, box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.click(...middle);
  const spot = JSON.stringify(middle);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const frames: Frames = [];
  const left = () => page.getByRole("textbox", { name: "Left edge in pixels" }).inputValue();
  const before = await left();
  await page.evaluate(`benchPress(${spot})`);
  await page.evaluate(`benchDrag(${spot}, ${BLOCK})`);
  if ((await left()) === before) throw new Error("the box did not move: there is no drag to time");
  for (let done = 0; done < count; done += BLOCK) {
    const startedAt = await scriptSeconds(devtools);
    const block = Frames.parse(await page.evaluate(`benchDrag(${spot}, ${BLOCK})`));
    const scriptMs = ((await scriptSeconds(devtools)) - startedAt) * (1000 / BLOCK);
    frames.push(...block.map(({ frameMs }) => ({ scriptMs, frameMs })));
  }
  await page.evaluate(`benchRelease(${spot})`);
  await devtools.detach();
  return frames;
}

async function scriptSeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  const found = metrics.find(({ name }) => name === "ScriptDuration");
  if (!found) throw new Error("Chromium did not say how long scripts took");
  return found.value;
}

function script(frames: Frames): number {
  return median(frames.map(({ scriptMs }) => scriptMs));
}

function whole(frames: Frames): number {
  return median(frames.map(({ frameMs }) => frameMs));
}

function say(what: string, frames: Frames): void {
  note(`  ${what}: ${script(frames).toFixed(2)} ms of script, ${whole(frames).toFixed(2)} ms a frame`);
}
