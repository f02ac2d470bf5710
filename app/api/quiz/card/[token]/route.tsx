import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import { getTranslations } from "next-intl/server";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { readSharedScore } from "@/server/services/quiz/share-score";
import { ScoreCard } from "../score-card";

const SIZE = { width: 1200, height: 630 };

/** The picture of a shared score: how many a person found and how many the model did, never which. */
export async function GET(_request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  try {
    const score = readSharedScore((await params).token);
    if (!score) throw new AppError("notFound", "quiz.scoreNotFound");
    const t = await getTranslations("quiz");
    const words = {
      question: t("share.cardQuestion"),
      you: t("session.you"),
      model: t("session.model"),
      rating: t("share.cardRating", { elo: score.elo, provisional: String(score.provisional) }),
    };
    const fonts = await Promise.all([face("Regular", 400), face("Bold", 700)]);
    return new ImageResponse(<ScoreCard score={score} words={words} />, { ...SIZE, fonts, headers: { "cache-control": "public, max-age=86400" } });
  } catch (error) {
    return errorResponse(error);
  }
}

/** Pretendard covers Latin and Hangul; satori reads OpenType, not woff2. */
async function face(name: "Regular" | "Bold", weight: 400 | 700) {
  const file = join(process.cwd(), "node_modules", "pretendard", "dist", "public", "static", `Pretendard-${name}.otf`);
  return { name: "Pretendard", data: await readFile(file), weight, style: "normal" as const };
}
