import { getTranslations } from "next-intl/server";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { readSharedScore } from "@/server/services/quiz/share-score";
import { drawCard } from "../draw-card";

/** The picture of a shared score: how many a person found and how many the model did, never which. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  try {
    const score = readSharedScore((await params).token);
    if (!score) throw new AppError("notFound", "quiz.scoreNotFound");
    const t = await getTranslations("quiz");
    const card = await drawCard(score, {
      question: t("share.cardQuestion"),
      you: t("session.you"),
      model: t("session.model"),
      rating: t("share.cardRating", { elo: score.elo, provisional: String(score.provisional) }),
    });
    const headers = {
      "content-type": "image/png",
      "cache-control": "private, max-age=3600",
      vary: "accept-language, cookie",
    };
    return new Response(new Uint8Array(card), { headers });
  } catch (error) {
    return errorResponse(error);
  }
}
