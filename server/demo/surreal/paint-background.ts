import { blankCanvas, type Canvas, type Rgb } from "../painting/canvas";
import { clamp, lerp, smoothstep, valueNoise } from "../painting/noise";
import { hashName, type Random } from "../painting/random";
import { paintStroke } from "../painting/stroke";

export const PICTURE_WIDTH = 480;
export const PICTURE_HEIGHT = 360;

/** A dreamed place: sky above, ground below, told by a few colours. */
type Place = {
  sky: readonly [Rgb, Rgb];
  ground: readonly [Rgb, Rgb];
  accent: Rgb;
  horizon: readonly [number, number];
};

const PLACES: readonly [Place, ...Place[]] = [
  {
    sky: [
      [92, 140, 178],
      [236, 214, 168],
    ],
    ground: [
      [206, 164, 98],
      [138, 92, 52],
    ],
    accent: [244, 232, 200],
    horizon: [0.45, 0.62],
  },
  {
    sky: [
      [34, 48, 92],
      [120, 132, 168],
    ],
    ground: [
      [58, 74, 66],
      [26, 34, 44],
    ],
    accent: [226, 206, 130],
    horizon: [0.5, 0.7],
  },
  {
    sky: [
      [214, 150, 120],
      [246, 220, 176],
    ],
    ground: [
      [108, 74, 86],
      [58, 40, 60],
    ],
    accent: [232, 108, 72],
    horizon: [0.42, 0.6],
  },
  {
    sky: [
      [150, 188, 196],
      [222, 232, 222],
    ],
    ground: [
      [78, 138, 142],
      [34, 84, 104],
    ],
    accent: [240, 244, 236],
    horizon: [0.4, 0.58],
  },
  {
    sky: [
      [172, 178, 152],
      [226, 220, 192],
    ],
    ground: [
      [112, 132, 70],
      [66, 84, 46],
    ],
    accent: [214, 176, 76],
    horizon: [0.38, 0.6],
  },
  {
    sky: [
      [140, 58, 52],
      [206, 128, 84],
    ],
    ground: [
      [92, 52, 40],
      [44, 30, 34],
    ],
    accent: [240, 190, 110],
    horizon: [0.55, 0.75],
  },
  {
    sky: [
      [196, 190, 184],
      [232, 226, 214],
    ],
    ground: [
      [170, 150, 132],
      [120, 100, 92],
    ],
    accent: [96, 110, 138],
    horizon: [0.6, 0.8],
  },
  {
    sky: [
      [96, 78, 128],
      [206, 160, 176],
    ],
    ground: [
      [180, 140, 120],
      [98, 70, 84],
    ],
    accent: [250, 222, 170],
    horizon: [0.48, 0.66],
  },
];

export function paintBackground(name: string, random: Random): Canvas {
  const place = random.pick(PLACES);
  const noise = valueNoise(hashName(`${name}/place`));
  const horizon = PICTURE_HEIGHT * random.between(...place.horizon);
  const swirl = random.between(0.3, 1.6);
  const canvas = blankCanvas({
    width: PICTURE_WIDTH,
    height: PICTURE_HEIGHT,
    scale: 2,
    ground: place.ground[1],
  });
  const edge = (x: number) => horizon + (noise(x / 140, 1) - 0.5) * 46 + (noise(x / 36, 9) - 0.5) * 9;
  const colourAt = (x: number, y: number) => placeColour({ place, noise, edge }, x, y);
  const direction = (x: number, y: number) =>
    y < edge(x) ? (noise(x / 130, y / 90) - 0.5) * 3.2 * swirl : (noise(x / 120, y / 60) - 0.5) * 0.9;
  for (const coat of [
    { strokes: 2600, width: 9, length: 38 },
    { strokes: 3600, width: 6, length: 24 },
    { strokes: 1500, width: 4, length: 17 },
  ]) {
    for (let index = 0; index < coat.strokes; index++) {
      const x = random.between(-6, PICTURE_WIDTH + 6);
      const y = random.between(-6, PICTURE_HEIGHT + 6);
      const width = coat.width * random.between(0.7, 1.3);
      const length = coat.length * random.between(0.6, 1.4);
      paintStroke(
        canvas,
        {
          x,
          y,
          colour: vary(colourAt(x, y), random),
          width,
          length,
          direction,
          load: random.between(0.4, 0.8),
        },
        random,
      );
    }
  }
  return canvas;
}

type Painted = { place: Place; noise: (x: number, y: number) => number; edge: (x: number) => number };

function placeColour({ place, noise, edge }: Painted, x: number, y: number): Rgb {
  const level = edge(x);
  if (y < level) {
    const down = clamp(y / level + (noise(x / 90, y / 40) - 0.5) * 0.5);
    return blend(
      blend(place.sky[0], place.sky[1], down),
      place.accent,
      smoothstep(0.68, 0.92, noise(x / 110 + 40, y / 34)) * 0.8,
    );
  }
  const down = clamp((y - level) / (PICTURE_HEIGHT - level) + (noise(x / 60, y / 22) - 0.5) * 0.7);
  return blend(
    blend(place.ground[0], place.ground[1], down),
    place.accent,
    smoothstep(0.78, 0.95, noise(x / 50 + 80, y / 16)) * 0.5,
  );
}

function blend(a: Rgb, b: Rgb, t: number): Rgb {
  return [lerp(a[0], b[0], t), lerp(a[1], b[1], t), lerp(a[2], b[2], t)];
}

function vary([red, green, blue]: Rgb, random: Random): Rgb {
  const value = random.normal() * 10;
  return [
    red + value + random.normal() * 4,
    green + value + random.normal() * 4,
    blue + value + random.normal() * 4,
  ];
}
