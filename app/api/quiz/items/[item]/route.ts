import { QuizItemId } from "@/lib/ids";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { findMetPicture } from "@/server/services/quiz/read-picture";
import { pictureResponse } from "../../picture-response";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ item: string }> },
): Promise<Response> {
  try {
    const itemId = QuizItemId.safeParse((await params).item);
    if (!itemId.success) throw new AppError("notFound", "quiz.pictureNotFound");
    const ctx = await createContext(request.headers);
    return await pictureResponse(ctx, await findMetPicture(ctx, { itemId: itemId.data }));
  } catch (error) {
    return errorResponse(error);
  }
}
