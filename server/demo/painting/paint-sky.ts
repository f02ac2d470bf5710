import type { Canvas } from "./canvas";
import { skyOf } from "./flow";
import { clamp, smoothstep } from "./noise";
import { mixColour, type StarryPalette } from "./palette";
import type { Random } from "./random";
import type { Light, Scene } from "./scene";
import { paintStroke } from "./stroke";

type Painting = { canvas: Canvas; scene: Scene; palette: StarryPalette; random: Random };

/** Three coats along the wind: dark under, the blues, then the lit strokes. */
export function paintSky(painting: Painting) {
  const area = painting.scene.width * (painting.scene.horizon + 40);
  paintCoat(painting, {
    strokes: area / 34,
    width: [3.8, 5.6],
    length: [16, 32],
    shift: -0.34,
    load: [0.5, 0.8],
  });
  paintCoat(painting, { strokes: area / 37, width: [2.6, 4.4], length: [9, 22], shift: 0.0, load: [0.6, 1] });
  paintCoat(painting, {
    strokes: area / 52,
    width: [2, 3.6],
    length: [8, 18],
    shift: 0.15,
    load: [0.8, 1.1],
  });
}

type Coat = {
  strokes: number;
  width: readonly [number, number];
  length: readonly [number, number];
  shift: number;
  load: readonly [number, number];
};

function paintCoat({ canvas, scene, palette, random }: Painting, coat: Coat) {
  const sky = skyOf(scene);
  for (let index = 0; index < coat.strokes; index++) {
    const x = random.between(-8, scene.width + 8);
    const y = random.between(-8, scene.horizon + 40);
    const lightness = sky.lightness(x, y) + coat.shift;
    if (coat.shift > 0.1 && lightness < 0.42 && random.chance(0.75)) continue;
    const lit = random.chance(sky.glow(x, y) * smoothstep(0.3, 0.75, lightness));
    const colour = mixColour(
      lit ? palette.glow : palette.sky,
      clamp(lit ? lightness - 0.15 : lightness),
      random,
      0.21,
    );
    paintStroke(
      canvas,
      {
        x,
        y,
        colour,
        width: random.between(...coat.width) * scene.hand,
        length: random.between(...coat.length) * scene.reach * (random.chance(0.12) ? 1.5 : 1),
        direction: wander(sky.direction, random),
        load: random.between(...coat.load),
      },
      random,
    );
  }
}

/** A hand never follows the wind exactly. */
function wander(direction: (x: number, y: number) => number, random: Random) {
  const offset = random.normal() * 0.11;
  return (x: number, y: number) => direction(x, y) + offset;
}

export function paintLights(painting: Painting) {
  for (const star of painting.scene.stars) paintStar(painting, star);
  if (painting.scene.moon !== null) paintMoon(painting, painting.scene.moon);
}

function paintStar(painting: Painting, star: Light) {
  const { canvas, palette, random } = painting;
  paintHalo(painting, star, palette.star);
  const core = Math.max(3, star.radius * random.between(0.13, 0.2));
  const warm = random.chance(0.6);
  for (let index = 0; index < 7; index++) {
    const pool = warm && index < 4 ? palette.crescent : (palette.star[0] ?? palette.glow);
    paintStroke(
      canvas,
      {
        x: star.x + random.normal() * core * 0.35,
        y: star.y + random.normal() * core * 0.35,
        colour: mixColour(pool, random.between(0.55, 0.98), random),
        width: core * 0.75,
        length: core * 1.1,
        direction: around(star, random),
        load: 1.1,
      },
      random,
    );
  }
}

function paintHalo({ canvas, scene, random }: Painting, light: Light, pools: StarryPalette["star"]) {
  const gap = 2.7 * scene.hand;
  for (let radius = light.radius * 1.12; radius > light.radius * 0.1; radius -= gap * 0.72) {
    const share = radius / light.radius;
    const pool = pools[Math.min(4, Math.floor(share * 5))] ?? pools[0] ?? [];
    const ring = Math.round((2 * Math.PI * radius) / 9);
    const phase = random.between(0, 6.28);
    for (let index = 0; index < ring; index++) {
      if (random.chance(smoothstep(0.62, 1.12, share) * 0.8)) continue;
      const angle = phase + (index / ring) * 6.283 + random.normal() * 0.1;
      const at = radius + random.normal() * gap * 0.4;
      paintStroke(
        canvas,
        {
          x: light.x + Math.cos(angle) * at,
          y: light.y + Math.sin(angle) * at,
          colour: mixColour(pool, random.between(0.25, 0.97), random),
          width: random.between(2, 3.5) * scene.hand,
          length: Math.min(random.between(7, 15), radius * 1.6),
          direction: around(light, random),
          load: random.between(0.7, 1.1),
        },
        random,
      );
    }
  }
}

function paintMoon(painting: Painting, moon: Light) {
  const { canvas, scene, palette, random } = painting;
  paintHalo(painting, moon, palette.moon);
  const disc = moon.radius * 0.42;
  const facing = random.between(-0.6, 0.6);
  const bite = {
    x: moon.x - Math.cos(facing) * disc * 0.42,
    y: moon.y - Math.sin(facing) * disc * 0.42,
    radius: disc * 0.84,
  };
  for (let index = 0; index < disc * 17; index++) {
    const angle = random.between(0, 6.283);
    const distance = disc * Math.sqrt(random.next());
    const x = moon.x + Math.cos(angle) * distance;
    const y = moon.y + Math.sin(angle) * distance;
    const lit = Math.hypot(x - bite.x, y - bite.y) > bite.radius;
    const inner = palette.moon[2] ?? palette.glow;
    paintStroke(
      canvas,
      {
        x,
        y,
        colour: mixColour(
          lit ? palette.crescent : inner,
          lit ? random.between(0.05, 0.75) : random.between(0.6, 0.97),
          random,
        ),
        width: random.between(2, 3.1) * scene.hand,
        length: random.between(6, 12),
        direction: around(lit ? moon : bite, random),
        load: random.between(0.8, 1.1),
      },
      random,
    );
  }
}

function around(light: Light, random: Random) {
  const offset = Math.PI / 2 + random.normal() * 0.12;
  return (x: number, y: number) => Math.atan2(y - light.y, x - light.x) + offset;
}
