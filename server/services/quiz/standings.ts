import type { countFound } from "@/db/queries/quiz";
import { wilsonShare } from "@/lib/quiz/wilson";

type Found = Awaited<ReturnType<typeof countFound>>;

/** People and model over the same rounds on crops; the famous view, which tests memory, apart. */
export function toStandings(found: Found) {
  const crops = found.find((row) => !row.isFamous);
  const famous = found.find((row) => row.isFamous);
  return {
    people: wilsonShare(crops?.people ?? 0, crops?.rounds ?? 0),
    model: wilsonShare(crops?.model ?? 0, crops?.modelRounds ?? 0),
    famousPeople: wilsonShare(famous?.people ?? 0, famous?.rounds ?? 0),
  };
}
