import {
  type ImageBox,
  type ImagePoint,
  type ImageSize,
  imageBox,
  imagePoint,
  type ScreenPoint,
  type ScreenPx,
  type ScreenSize,
  screenPoint,
  screenPx,
} from "./coordinates";

/** How the picture lies on the screen: screen = image × scale + offset. */
export type Viewport = { readonly scale: number; readonly offset: ScreenPoint };

export const MIN_SCALE = 0.01;
export const MAX_SCALE = 64;
const MAX_FIT_SCALE = 32;
/** At least this much of the picture stays on the screen, however far one pans. */
const KEPT_IN_VIEW_PX = 48;

export function toScreen(view: Viewport, point: ImagePoint): ScreenPoint {
  return screenPoint(point.x * view.scale + view.offset.x, point.y * view.scale + view.offset.y);
}

export function toImage(view: Viewport, point: ScreenPoint): ImagePoint {
  return imagePoint((point.x - view.offset.x) / view.scale, (point.y - view.offset.y) / view.scale);
}

/** The viewport scaled by `factor` with the point under `anchor` staying where it is. */
export function zoomAbout(view: Viewport, factor: number, anchor: ScreenPoint): Viewport {
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, view.scale * factor));
  const ratio = scale / view.scale;
  return {
    scale,
    offset: screenPoint(
      anchor.x - (anchor.x - view.offset.x) * ratio,
      anchor.y - (anchor.y - view.offset.y) * ratio,
    ),
  };
}

export function panBy(view: Viewport, by: ScreenPoint): Viewport {
  return { scale: view.scale, offset: screenPoint(view.offset.x + by.x, view.offset.y + by.y) };
}

/** The viewport that shows the whole picture in the middle, with a margin; a tiny one is enlarged up to 32 times. */
export function fitViewport(image: ImageSize, screen: ScreenSize, margin: ScreenPx = screenPx(24)): Viewport {
  const room = {
    width: Math.max(1, screen.width - 2 * margin),
    height: Math.max(1, screen.height - 2 * margin),
  };
  const scale = Math.min(
    MAX_FIT_SCALE,
    Math.max(MIN_SCALE, Math.min(room.width / image.width, room.height / image.height)),
  );
  return centred(image, screen, scale);
}

/** The viewport that shows a box in the middle with a third of the screen around it. */
export function boxViewport(box: ImageBox, screen: ScreenSize): Viewport {
  const room = Math.min(screen.width / box.width, screen.height / box.height) * (2 / 3);
  return centredOn(box, screen, Math.min(MAX_FIT_SCALE, Math.max(MIN_SCALE, room)));
}

/** One image pixel to one screen pixel, the picture's middle in the middle. */
export function actualSizeViewport(image: ImageSize, screen: ScreenSize): Viewport {
  return centred(image, screen, 1);
}

/** Brings a strayed picture back until some of it can be seen. */
export function keepInView(view: Viewport, image: ImageSize, screen: ScreenSize): Viewport {
  const { scale, offset } = view;
  return {
    scale,
    offset: screenPoint(
      clamp(offset.x, KEPT_IN_VIEW_PX - image.width * scale, screen.width - KEPT_IN_VIEW_PX),
      clamp(offset.y, KEPT_IN_VIEW_PX - image.height * scale, screen.height - KEPT_IN_VIEW_PX),
    ),
  };
}

/** The part of image space that the screen shows. */
export function visibleBox(view: Viewport, screen: ScreenSize): ImageBox {
  const corner = toImage(view, screenPoint(0, 0));
  return imageBox(corner.x, corner.y, screen.width / view.scale, screen.height / view.scale);
}

/** The viewport that has all of a box on the screen: as it is when it has, else the box in the middle, no larger. */
export function revealBox(view: Viewport, box: ImageBox, screen: ScreenSize): Viewport {
  const seen = visibleBox(view, screen);
  const isInside =
    box.x >= seen.x &&
    box.y >= seen.y &&
    box.x + box.width <= seen.x + seen.width &&
    box.y + box.height <= seen.y + seen.height;
  if (isInside) return view;
  const room = Math.min((screen.width * 0.8) / box.width, (screen.height * 0.8) / box.height);
  return centredOn(box, screen, Math.min(view.scale, room));
}

function centred(image: ImageSize, screen: ScreenSize, scale: number): Viewport {
  return centredOn(imageBox(0, 0, image.width, image.height), screen, scale);
}

function centredOn(box: ImageBox, screen: ScreenSize, scale: number): Viewport {
  return {
    scale,
    offset: screenPoint(
      screen.width / 2 - (box.x + box.width / 2) * scale,
      screen.height / 2 - (box.y + box.height / 2) * scale,
    ),
  };
}

function clamp(value: number, low: number, high: number): number {
  return low > high ? (low + high) / 2 : Math.min(high, Math.max(low, value));
}
