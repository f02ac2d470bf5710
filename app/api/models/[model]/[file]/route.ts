import { z } from "zod";
import { Slug } from "@/lib/ids";
import { openTeam } from "@/server/access";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { openModelFile } from "@/server/services/models/open-model-file";
import { blobResponse } from "./blob-response";

const Input = z.object({
  model: Slug,
  file: z.enum(["onnx", "manifest", "golden", "picture"]),
  team: Slug,
  image: z.uuid().nullable(),
});

/** A model's file for whoever may see its team: `onnx`, `manifest`, `golden`, or a `picture` of its test split. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ model: string; file: string }> },
) {
  try {
    const query = new URL(request.url).searchParams;
    const input = Input.safeParse({ ...(await params), team: query.get("team"), image: query.get("image") });
    if (!input.success) throw new AppError("notFound", "model.notFound");
    const access = await openTeam(await createContext(request.headers), input.data.team);
    const file = await openModelFile(access, input.data);
    if (file.kind === "manifest")
      return Response.json(file.manifest, { headers: { "cache-control": "no-cache" } });
    return await blobResponse(request, access.blobs, { ...file, isPublic: access.team.isPublic });
  } catch (error) {
    return errorResponse(error);
  }
}
