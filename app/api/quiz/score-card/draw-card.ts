import { join } from "node:path";
import type { SharedScore } from "@/lib/protocol/quiz";
import { sharp } from "@/server/images/safe-sharp";

/** The words on a card, in the reader's language. */
export type CardWords = { question: string; you: string; model: string; rating: string };

const WIDTH = 1200;
const HEIGHT = 630;
const LEFT = 72;
const BAR_LEFT = 250;
const BAR_WIDTH = 700;
const NIGHT = "#10131c";
const TROUGH = "#272d3d";
const PAPER = "#f6f3ec";
const OCHRE = "#e0a63c";
const PIGMENT = "#8fa2ff";
const FAINT = "#939ab0";

/**
 * The picture of a shared score, 1200×630. Drawn by sharp itself: next/og goes by way of an SVG, and this
 * server's sharp decodes none.
 */
export async function drawCard(score: SharedScore, words: CardWords): Promise<Buffer> {
  const number = await text(`${score.correct}/${score.rounds}`, {
    height: 150,
    colour: PAPER,
    weight: "Bold",
  });
  const rows = [
    { name: words.you, found: score.correct, rounds: score.rounds, colour: OCHRE, top: 410 },
    ...(score.modelRounds > 0
      ? [
          {
            name: words.model,
            found: score.modelCorrect,
            rounds: score.modelRounds,
            colour: PIGMENT,
            top: 480,
          },
        ]
      : []),
  ];
  const layers = [
    place(await text(words.question, { height: 40, colour: FAINT, weight: "Regular" }), LEFT, 70),
    place(number, LEFT, 180),
    place(
      await text(words.rating, { height: 34, colour: FAINT, weight: "Regular" }),
      LEFT + number.info.width + 40,
      180 + number.info.height - 40,
    ),
    ...(await Promise.all(rows.map(drawRow))).flat(),
    place(await text("Atelier", { height: 28, colour: FAINT, weight: "Regular" }), LEFT, 556),
  ];
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: NIGHT } })
    .composite(layers)
    .png()
    .toBuffer();
}

type Row = { name: string; found: number; rounds: number; colour: string; top: number };

async function drawRow(row: Row) {
  const name = await text(row.name, { height: 32, colour: PAPER, weight: "Regular" });
  const count = await text(`${row.found}/${row.rounds}`, { height: 30, colour: PAPER, weight: "Regular" });
  return [
    place(name, LEFT, row.top),
    rectangle({ left: BAR_LEFT, top: row.top, width: BAR_WIDTH, colour: TROUGH }),
    rectangle({
      left: BAR_LEFT,
      top: row.top,
      width: Math.max(6, Math.round((BAR_WIDTH * row.found) / row.rounds)),
      colour: row.colour,
    }),
    place(count, BAR_LEFT + BAR_WIDTH + 28, row.top),
  ];
}

function rectangle(bar: { left: number; top: number; width: number; colour: string }) {
  return {
    input: { create: { width: bar.width, height: 30, channels: 3 as const, background: bar.colour } },
    left: bar.left,
    top: bar.top,
  };
}

type Letters = { height: number; colour: string; weight: "Regular" | "Bold" };

/** Pretendard covers Latin and Hangul. Pango reads markup, so what markup means is escaped. */
async function text(words: string, { height, colour, weight }: Letters) {
  const fontfile = join(
    process.cwd(),
    "node_modules",
    "pretendard",
    "dist",
    "public",
    "static",
    `Pretendard-${weight}.otf`,
  );
  const escaped = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const dpi = Math.round((height / 12) * 60);
  return sharp({
    text: {
      text: `<span foreground="${colour}">${escaped}</span>`,
      font: `Pretendard ${weight} 12`,
      fontfile,
      rgba: true,
      dpi,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
}

function place(letters: { data: Buffer }, left: number, top: number) {
  return { input: letters.data, left, top };
}
