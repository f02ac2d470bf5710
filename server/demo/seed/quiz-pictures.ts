import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { QuizItemSource } from "@/lib/protocol/quiz";
import { predictionsSchema } from "@/lib/protocol/score-report";
import { imagesFolder, readCoco, STARRY_SET } from "../models/frozen-content";
import { CONTENT_DIR } from "../pictures/write-content";

export type QuizPicture = {
  path: string;
  isReal: boolean;
  isFamous: boolean;
  source: QuizItemSource;
  trustedProbability: number | null;
};

const Made = z.object({
  source: z.enum(["scan", "generator"]),
  seed: z.string().optional(),
  family: z.string().optional(),
  left: z.number(),
  top: z.number(),
  side: z.number(),
});

const FamousIndex = z.array(z.object({ file: z.string(), tag: z.enum(["real", "generated"]), made: Made }));

/** The quiz shows the test split, which no shipped model was trained on, and a few whole views. */
export async function quizPictures(): Promise<QuizPicture[]> {
  const file = await readCoco(join(CONTENT_DIR, STARRY_SET.folder, STARRY_SET.files("test")));
  const probabilityOf = await trustedProbabilities();
  const realIds = new Set(file.annotations.filter((tag) => tag.category_id === 1).map((tag) => tag.image_id));
  const crops = file.images.map((image) => ({
    path: join(imagesFolder(STARRY_SET), image.file_name),
    isReal: realIds.has(image.id),
    isFamous: false,
    source: sourceOf(Made.parse(image.made)),
    trustedProbability: probabilityOf.get(image.file_name.replace(/\.jpg$/, "")) ?? null,
  }));
  return [...crops, ...(await famousPictures())];
}

async function famousPictures(): Promise<QuizPicture[]> {
  const folder = join(CONTENT_DIR, STARRY_SET.folder, "famous");
  const index = FamousIndex.parse(JSON.parse(await readFile(join(folder, "index.json"), "utf8")));
  return index.map(({ file, tag, made }) => ({
    path: join(folder, file),
    isReal: tag === "real",
    isFamous: true,
    source: sourceOf(made),
    // The model saw parts of the famous view in training, so it has no say in those rounds.
    trustedProbability: null,
  }));
}

/** P(real) of the shipped model on these very bytes, from its score run; empty before it is trained. */
async function trustedProbabilities(): Promise<Map<string, number>> {
  const path = join(CONTENT_DIR, "models", "starry-night-four-conv", "predictions.json");
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return new Map();
  const { images } = predictionsSchema.parse(JSON.parse(text));
  return new Map(
    images.flatMap((image) =>
      image.kind === "authenticity" ? [[image.imageId, image.probability] as const] : [],
    ),
  );
}

function sourceOf(made: z.infer<typeof Made>): QuizItemSource {
  const window = { left: made.left, top: made.top, side: made.side };
  if (made.source === "scan") {
    return {
      kind: "painting",
      title: "The Starry Night",
      maker: "Vincent van Gogh",
      year: "1889",
      credit: "The Museum of Modern Art, New York; public domain; scan of Debian’s opencv-doc",
      family: null,
      seed: null,
      window,
    };
  }
  return {
    kind: "generated",
    title: "Imagined night",
    maker: "Atelier",
    year: null,
    credit: "Atelier’s seeded painter, MIT",
    family: made.family ?? null,
    seed: made.seed ?? null,
    window,
  };
}
