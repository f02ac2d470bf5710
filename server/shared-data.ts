import { existsSync } from "node:fs";
import path from "node:path";

/** The real pictures and annotations that tests read and no checkout commits; see its own README. */
export const SHARED_DATA = path.resolve(process.env.ATELIER_SHARED_DATA ?? "../shared/data");

/** Why tests that need the shared data cannot run on this machine, or null. */
export const missingSharedData: string | null = existsSync(path.join(SHARED_DATA, "voc_raccoon"))
  ? null
  : `the shared pictures are not at ${SHARED_DATA}: ATELIER_SHARED_DATA names their folder`;
