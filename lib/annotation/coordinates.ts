declare const space: unique symbol;

/** A length or coordinate in the picture: pixels from its top left corner, fractions allowed. */
export type ImagePx = number & { readonly [space]: "image" };
/** A length or coordinate on the screen: CSS pixels from the canvas's top left corner. */
export type ScreenPx = number & { readonly [space]: "screen" };

export type Point<Px extends number> = { readonly x: Px; readonly y: Px };
export type Rectangle<Px extends number> = Point<Px> & { readonly width: Px; readonly height: Px };

export type ImagePoint = Point<ImagePx>;
export type ImageBox = Rectangle<ImagePx>;
export type ImageSize = { readonly width: ImagePx; readonly height: ImagePx };
export type ScreenPoint = Point<ScreenPx>;
export type ScreenSize = { readonly width: ScreenPx; readonly height: ScreenPx };

/** Says that a plain number is in image pixels: for numbers from forms, files and sums. */
export function imagePx(value: number): ImagePx {
  return value as ImagePx;
}

/** Says that a plain number is in screen pixels. */
export function screenPx(value: number): ScreenPx {
  return value as ScreenPx;
}

export function imagePoint(x: number, y: number): ImagePoint {
  return { x: imagePx(x), y: imagePx(y) };
}

export function imageSize(width: number, height: number): ImageSize {
  return { width: imagePx(width), height: imagePx(height) };
}

export function imageBox(x: number, y: number, width: number, height: number): ImageBox {
  return { x: imagePx(x), y: imagePx(y), width: imagePx(width), height: imagePx(height) };
}

export function screenPoint(x: number, y: number): ScreenPoint {
  return { x: screenPx(x), y: screenPx(y) };
}

export function screenSize(width: number, height: number): ScreenSize {
  return { width: screenPx(width), height: screenPx(height) };
}
