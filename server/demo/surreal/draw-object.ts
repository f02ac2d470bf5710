import sharp from "sharp";
import type { Random } from "../painting/random";
import { drawingFile } from "./objects";

/** RGBA, row-major. */
export type Cutout = { widthPx: number; heightPx: number; data: Uint8Array };

export type Pose = {
  sidePx: number;
  mirrored: boolean;
  degrees: number;
  hue: number;
  lightness: number;
  saturation: number;
  melt: number;
  meltPhase: number;
};

export function imaginePose(sidePx: number, upright: boolean, random: Random): Pose {
  return {
    sidePx,
    mirrored: random.chance(0.5),
    degrees: upright
      ? random.between(-12, 12)
      : random.chance(0.2)
        ? random.between(-75, 75)
        : random.between(-26, 26),
    hue: random.chance(0.5) ? 0 : random.whole(-50, 50),
    lightness: random.between(0.72, 1.12),
    saturation: random.between(0.5, 1.25),
    melt: random.chance(0.4) ? random.between(0.02, 0.065) : 0,
    meltPhase: random.between(0, 6.283),
  };
}

/** The drawing in its pose, on transparent ground, trimmed to what is visible. */
export async function drawObject(hexcode: string, pose: Pose): Promise<Cutout> {
  const upright = await sharp(drawingFile(hexcode), { density: (72 * pose.sidePx) / 72 })
    .resize(pose.sidePx, pose.sidePx, { fit: "contain", background: "#0000" })
    .flop(pose.mirrored)
    .modulate({ hue: pose.hue, brightness: pose.lightness, saturation: pose.saturation })
    .png()
    .toBuffer();
  const turned = await sharp(upright)
    .rotate(pose.degrees, { background: "#0000" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return melted({ widthPx: turned.info.width, heightPx: turned.info.height, data: turned.data }, pose);
}

/** Dalí's clocks are soft: rows slide sideways in a slow wave. */
function melted(cutout: Cutout, pose: Pose): Cutout {
  if (pose.melt === 0) return cutout;
  const swing = pose.melt * pose.sidePx;
  const widthPx = cutout.widthPx + Math.ceil(swing) * 2;
  const data = new Uint8Array(widthPx * cutout.heightPx * 4);
  for (let row = 0; row < cutout.heightPx; row++) {
    const slide = Math.round(swing + swing * Math.sin((row / pose.sidePx) * 7 + pose.meltPhase));
    const from = row * cutout.widthPx * 4;
    data.set(cutout.data.subarray(from, from + cutout.widthPx * 4), (row * widthPx + slide) * 4);
  }
  return { widthPx, heightPx: cutout.heightPx, data };
}
