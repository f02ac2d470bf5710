import { thumbHashToDataURL } from "thumbhash";

const made = new Map<string, string>();

/** The blurred picture of a thumbhash, as a CSS background, until the thumbnail has come. */
export function placeholderOf(thumbhash: string): string {
  const known = made.get(thumbhash);
  if (known !== undefined) return known;
  const bytes = Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0));
  const url = `url(${thumbHashToDataURL(bytes)})`;
  made.set(thumbhash, url);
  return url;
}
