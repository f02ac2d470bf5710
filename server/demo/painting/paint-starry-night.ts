import { blankCanvas, type RawPicture, type Rgb } from "./canvas";
import { paintLand } from "./paint-land";
import { paintLights, paintSky } from "./paint-sky";
import { mixColour, type StarryPalette } from "./palette";
import { seededRandom } from "./random";
import { photograph } from "./relief";
import { type Family, imagineScene, type Scene } from "./scene";

/** Pixels of the canvas per pixel of the photograph. */
export const CANVAS_SCALE = 2;

/**
 * Paints one imagined night in the manner of The Starry Night, twice the size of its later photograph.
 * The same name and family give the same bytes.
 */
export function paintStarryNight(
  name: string,
  family: Family,
  palette: StarryPalette,
): { scene: Scene; picture: RawPicture } {
  const random = seededRandom(name);
  const scene = imagineScene(name, family, random);
  const ground: Rgb = mixColour(palette.sky, 0.05, random);
  const canvas = blankCanvas({ width: scene.width, height: scene.height, scale: CANVAS_SCALE, ground });
  const painting = { canvas, scene, palette, random };
  paintSky(painting);
  paintLights(painting);
  paintLand(painting);
  return { scene, picture: photograph(canvas, { relief: 0.34, exposure: random.between(0.98, 1.05) }) };
}
