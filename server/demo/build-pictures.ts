import { buildStarryNight } from "./starry-night/build-starry-night";
import { buildSurrealObjects } from "./surreal/build-surreal-objects";

/** Regenerates every picture of the demo content from its seeds. */
export async function buildPictures(only: string | undefined, log: (line: string) => void) {
  const wanted = (name: string) => only === undefined || name.includes(only);
  if (wanted("starry-night")) log(`starry-night: ${await buildStarryNight(log)} pictures`);
  if (wanted("surreal-objects")) log(`surreal-objects: ${await buildSurrealObjects(log)} pictures`);
}
