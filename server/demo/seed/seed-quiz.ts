import { readFile } from "node:fs/promises";
import type { Database } from "@/db/client";
import { insertBlob } from "@/db/queries/blob";
import { upsertItem, upsertQuiz } from "@/db/queries/quiz";
import { asSystem } from "@/db/scope";
import type { ModelId } from "@/lib/ids";
import type { BlobStore } from "@/server/blobs/blob-store";
import { OPTION_SIDE_PX } from "../starry-night/one-pipeline";
import { quizPictures } from "./quiz-pictures";
import type { DemoTeam } from "./seed-team";

export const DEMO_QUIZ = "starry-night";

/** The quiz and its pictures; run again it adds what is missing and keeps every rating. */
export async function seedQuiz(
  stores: { db: Database; blobs: BlobStore },
  demo: DemoTeam,
  modelId: ModelId | null,
) {
  const pictures = await quizPictures();
  const stored = await Promise.all(
    pictures.map(async (picture) => ({
      picture,
      blob: await stores.blobs.put(await readFile(picture.path)),
    })),
  );
  await asSystem(stores.db, async (tx) => {
    const quiz = await upsertQuiz(tx, {
      teamId: demo.team.id,
      slug: DEMO_QUIZ,
      title: "Which is the real Starry Night?",
      modelId,
    });
    for (const { picture, blob } of stored) {
      await insertBlob(tx, { ...blob, mime: "image/jpeg" });
      await upsertItem(tx, {
        teamId: demo.team.id,
        quizId: quiz.id,
        isReal: picture.isReal,
        isFamous: picture.isFamous,
        blobSha256: blob.sha256,
        widthPx: OPTION_SIDE_PX,
        heightPx: OPTION_SIDE_PX,
        source: picture.source,
        trustedProbability: picture.trustedProbability,
      });
    }
  });
}
