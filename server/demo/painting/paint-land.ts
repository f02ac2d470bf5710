import type { Canvas, Rgb } from "./canvas";
import { clamp, valueNoise } from "./noise";
import { mixColour, type Pool, type StarryPalette } from "./palette";
import { hashName, type Random } from "./random";
import type { Flame, House, Scene } from "./scene";
import { paintStroke } from "./stroke";

type Painting = { canvas: Canvas; scene: Scene; palette: StarryPalette; random: Random };
type Profile = (x: number) => number;

/** Hills from back to front, then bushes, the village and, nearest, cypresses. */
export function paintLand(painting: Painting) {
  const { scene } = painting;
  const ground = 478;
  for (let layer = 0; layer < scene.hills; layer++) {
    const depth = layer / scene.hills;
    const top = scene.horizon + (ground - scene.horizon) * depth;
    paintHill(painting, {
      profile: ridge(scene, layer, top),
      bottom: scene.height + 10,
      depth,
      isFront: layer === scene.hills - 1,
    });
  }
  paintBushes(painting, scene.horizon + (ground - scene.horizon) * 0.72);
  for (const house of scene.houses) paintHouse(painting, house);
  if (scene.steeple !== null) paintSteeple(painting, scene.steeple);
  paintBushes(painting, scene.height - 22);
  for (const flame of scene.flames) paintFlame(painting, flame);
}

function ridge(scene: Scene, layer: number, top: number): Profile {
  const noise = valueNoise(hashName(`${scene.name}/ridge/${layer}`));
  return (x) =>
    top -
    96 * (noise(x / 190, layer * 7) - 0.35) * (1 - layer * 0.22) -
    24 * (noise(x / 58, layer * 7 + 3) - 0.5);
}

function paintHill(
  { canvas, scene, palette, random }: Painting,
  hill: { profile: Profile; bottom: number; depth: number; isFront: boolean },
) {
  const slope = (x: number) => Math.atan2(hill.profile(x + 4) - hill.profile(x - 4), 8);
  const deep = hill.isFront ? hill.bottom - scene.horizon : 130;
  const tone = valueNoise(hashName(`${scene.name}/tone/${hill.depth}`));
  for (let index = 0; index < scene.width * (hill.isFront ? 12 : 8); index++) {
    const x = random.between(-6, scene.width + 6);
    const below = random.next() ** 1.25 * deep;
    const y = hill.profile(x) + 2.5 + below;
    if (y > hill.bottom) continue;
    const lightness = clamp(0.74 * tone(x / 70, below / 11) + 0.24 - hill.depth * 0.12);
    const bend = random.chance(0.3) ? 0.5 : 0;
    paintStroke(
      canvas,
      {
        x,
        y,
        colour: mixColour(palette.hill, Math.min(lightness, 0.82), random, 0.18),
        width: random.between(2.4, 4.2) * scene.hand,
        length: random.between(9, 21) * scene.reach,
        direction: (sx) => slope(sx) + bend * (1 - below / deep) + 0.06,
        load: random.between(0.55, 0.95),
      },
      random,
    );
  }
  for (let x = -5; x < scene.width + 5; x += 9) {
    const colour = mixColour(palette.hill, 0.03, random);
    const line = {
      x,
      y: hill.profile(x),
      colour,
      width: 2.6 * scene.hand,
      length: 15,
      direction: slope,
      load: 0.9,
    };
    if (random.chance(0.88)) paintStroke(canvas, line, random);
  }
}

function paintBushes(painting: Painting, level: number) {
  const { scene, random } = painting;
  const noise = valueNoise(hashName(`${scene.name}/bush/${level}`));
  for (let x = -10; x < scene.width + 10; x += random.between(8, 16)) {
    if (noise(x / 95, 1) < 0.42) continue;
    paintBush(painting, { x, y: level + (noise(x / 60, 5) - 0.5) * 44, radius: random.between(8, 17) });
  }
}

function paintBush(
  { canvas, scene, palette, random }: Painting,
  bush: { x: number; y: number; radius: number },
) {
  const turn = (x: number, y: number) => Math.atan2(y - bush.y, x - bush.x) + 1.75;
  for (let index = 0; index < bush.radius * 3.4; index++) {
    const angle = random.between(-3.4, 0.3);
    const distance = bush.radius * Math.sqrt(random.next());
    const rim = distance > bush.radius * 0.84;
    const upper = clamp(0.5 - Math.sin(angle) * 0.4);
    paintStroke(
      canvas,
      {
        x: bush.x + Math.cos(angle) * distance,
        y: bush.y + Math.sin(angle) * distance * 0.82,
        colour: mixColour(palette.bush, rim ? 0.06 : upper * random.between(0.6, 1.25), random),
        width: random.between(1.8, 3.1) * scene.hand,
        length: random.between(6, 13),
        direction: turn,
        load: random.between(0.6, 1),
      },
      random,
    );
  }
}

function paintHouse(painting: Painting, house: House) {
  const { palette, random } = painting;
  const wall = random.between(0.35, 0.95);
  fillQuad(painting, {
    x: house.x,
    y: house.y - house.height,
    width: house.width,
    height: house.height,
    lean: 0,
    pool: palette.village,
    lightness: wall,
    angle: random.pick([0, 1.57]),
  });
  const roofTop = house.y - house.height - house.roof;
  fillQuad(painting, {
    x: house.x - 2,
    y: roofTop,
    width: house.width + 3,
    height: house.roof,
    lean: random.between(-0.6, 0.6),
    pool: palette.village,
    lightness: random.between(0.15, 0.6),
    angle: random.between(0.9, 2.2),
  });
  const dark = mixColour(palette.village, 0.01, random);
  const left = house.x;
  const right = house.x + house.width;
  outline(painting, dark, [
    [left, house.y],
    [left, house.y - house.height],
    [left + house.width * 0.3, roofTop],
    [right, roofTop + 1],
    [right, house.y],
    [left, house.y],
  ]);
  outline(painting, dark, [
    [left - 2, house.y - house.height],
    [right + 1, house.y - house.height],
  ]);
  if (house.lit) paintWindow(painting, house);
}

function paintWindow({ canvas, palette, random }: Painting, house: House) {
  const count = random.whole(1, 2);
  for (let index = 0; index < count; index++) {
    paintStroke(
      canvas,
      {
        x: house.x + house.width * random.between(0.25, 0.8),
        y: house.y - house.height * 0.45,
        colour: mixColour(palette.lamp, random.between(0.5, 0.95), random),
        width: random.between(3, 4.6),
        length: random.between(3.5, 6),
        direction: () => 1.5,
        load: 1.2,
      },
      random,
    );
  }
}

function paintSteeple(painting: Painting, steeple: { x: number; y: number; height: number }) {
  const { palette, random } = painting;
  const body = { x: steeple.x - 20, y: steeple.y - 16, width: 40, height: 26 };
  fillQuad(painting, { ...body, lean: 0, pool: palette.village, lightness: 0.7, angle: 1.5 });
  fillQuad(painting, {
    x: body.x - 2,
    y: body.y - 13,
    width: 44,
    height: 13,
    lean: 0.3,
    pool: palette.hill,
    lightness: 0.5,
    angle: 1.1,
  });
  const dark = mixColour(palette.village, 0.01, random);
  outline(painting, dark, [
    [body.x, body.y + 26],
    [body.x, body.y],
    [body.x + 10, body.y - 13],
    [body.x + 40, body.y - 12],
    [body.x + 40, body.y + 26],
  ]);
  const foot = steeple.y - 20;
  for (let index = 0; index < 46; index++) {
    const up = random.next() ** 1.3;
    const half = 5.5 * (1 - up) + 0.6;
    paintStroke(
      painting.canvas,
      {
        x: steeple.x + random.between(-half, half),
        y: foot - up * steeple.height,
        colour: mixColour(palette.hill, random.between(0.4, 0.95), random),
        width: 2,
        length: 12,
        direction: () => -1.57,
        load: 0.9,
      },
      random,
    );
  }
  outline(painting, dark, [
    [steeple.x - 6, foot],
    [steeple.x, foot - steeple.height - 4],
    [steeple.x + 6, foot],
  ]);
}

type Quad = {
  x: number;
  y: number;
  width: number;
  height: number;
  lean: number;
  pool: Pool;
  lightness: number;
  angle: number;
};

function fillQuad({ canvas, scene, random }: Painting, quad: Quad) {
  const strokes = (quad.width * quad.height) / 4.5 + 8;
  for (let index = 0; index < strokes; index++) {
    const down = random.between(0.12, 0.88);
    const x = quad.x + random.between(0.08, 0.92) * quad.width + quad.lean * (1 - down) * quad.height;
    const colour = mixColour(quad.pool, quad.lightness * random.between(0.7, 1.2), random);
    const room = Math.min(
      quad.width / (Math.abs(Math.cos(quad.angle)) + 0.01),
      quad.height / (Math.abs(Math.sin(quad.angle)) + 0.01),
    );
    const length = room * random.between(0.3, 0.6);
    paintStroke(
      canvas,
      {
        x,
        y: quad.y + down * quad.height,
        colour,
        width: random.between(1.9, 3) * scene.hand,
        length,
        direction: () => quad.angle,
        load: 0.85,
      },
      random,
    );
  }
}

function outline(
  { canvas, scene, random }: Painting,
  colour: Rgb,
  points: readonly (readonly [number, number])[],
) {
  points.slice(1).forEach(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? [x, y];
    const angle = Math.atan2(y - fromY, x - fromX) + random.normal() * 0.03;
    const middle = { x: (x + fromX) / 2 + random.normal() * 0.5, y: (y + fromY) / 2 + random.normal() * 0.5 };
    paintStroke(
      canvas,
      {
        ...middle,
        colour,
        width: random.between(1.2, 2) * scene.hand,
        length: Math.hypot(x - fromX, y - fromY),
        direction: () => angle,
        load: 0.95,
      },
      random,
    );
  });
}

/** A cypress is a flame: strokes climb it and lean with its sway. */
function paintFlame({ canvas, scene, palette, random }: Painting, flame: Flame) {
  const centre = (up: number) => flame.x + flame.sway * Math.sin(up * 5 + flame.phase) * (0.35 + up);
  const half = (up: number) =>
    (flame.width / 2) * (1 - up) ** 0.72 * (0.82 + 0.18 * Math.sin(up * 17 + flame.phase));
  const lean = (y: number) => {
    const up = (flame.base - y) / flame.height;
    return Math.atan2(-0.04 * flame.height, centre(up + 0.04) - centre(up));
  };
  const strokes = flame.width * flame.height * 0.085;
  for (let index = 0; index < strokes; index++) {
    const up = random.next() ** 1.12 * 0.985;
    const side = random.between(-1, 1);
    const edge = Math.abs(side) > 0.8 ? 0.02 : 0;
    const twist = side * 0.22 + random.normal() * 0.1;
    paintStroke(
      canvas,
      {
        x: centre(up) + side * half(up),
        y: flame.base - up * flame.height,
        colour: mixColour(palette.cypress, edge > 0 ? 0.05 : random.next() ** 0.8 * 0.98, random),
        width: random.between(2, 3.8) * scene.hand,
        length: random.between(16, 44) * (1 - up * 0.4),
        direction: (_x, y) => lean(y) - twist * Math.sin(y / 19 + flame.phase),
        load: random.between(0.6, 1),
      },
      random,
    );
  }
}
