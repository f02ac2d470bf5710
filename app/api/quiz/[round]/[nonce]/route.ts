import { QuizRoundId } from "@/lib/ids";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { findOptionPicture } from "@/server/services/quiz/read-picture";
import { pictureResponse } from "../../picture-response";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ round: string; nonce: string }> },
): Promise<Response> {
  try {
    const { round, nonce } = await params;
    const roundId = QuizRoundId.safeParse(round);
    if (!roundId.success) throw new AppError("notFound", "quiz.pictureNotFound");
    const ctx = await createContext(request.headers);
    return await pictureResponse(ctx, await findOptionPicture(ctx, { roundId: roundId.data, nonce }));
  } catch (error) {
    return errorResponse(error);
  }
}
