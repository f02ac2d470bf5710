import { z } from "zod";
import { Slug } from "@/lib/ids";
import { openTeam } from "@/server/access";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { openPredictions } from "@/server/services/boards/open-predictions";
import { blobResponse } from "../../../models/[model]/[file]/blob-response";

const Input = z.object({ board: Slug, team: Slug, model: Slug });

/** Every answer behind a score, as the score run reported it: `?team=&model=`. */
export async function GET(request: Request, { params }: { params: Promise<{ board: string }> }) {
  try {
    const query = new URL(request.url).searchParams;
    const input = Input.safeParse({ ...(await params), team: query.get("team"), model: query.get("model") });
    if (!input.success) throw new AppError("notFound", "board.notFound");
    const access = await openTeam(await createContext(request.headers), input.data.team);
    const file = await openPredictions(access, input.data);
    return await blobResponse(request, access.blobs, {
      ...file,
      mime: "application/json",
      isPublic: access.team.isPublic,
    });
  } catch (error) {
    return errorResponse(error);
  }
}
