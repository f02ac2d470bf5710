import { Readable } from "node:stream";
import { z } from "zod";
import { ArtifactId } from "@/lib/ids";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { checkRequest } from "@/server/request-guard";
import { receiveArtifactPart } from "@/server/services/agent/receive-artifact-part";
import { workerContext } from "@/server/services/agent/worker-context";
import { openArtifact } from "@/server/services/runs/open-artifact";

type Params = { params: Promise<{ artifact: string }> };

const Offset = z.coerce.number().int().min(0);

/** Downloads a run's file, for whoever may see its team. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  try {
    const artifactId = readId((await params).artifact);
    const { name, bytes, stream } = await openArtifact(await createContext(request.headers), { artifactId });
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": "application/octet-stream",
        "content-length": String(bytes),
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "private, max-age=3600",
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}

/** Takes the next part of a worker's upload: raw bytes from `?offset=` on. */
export async function PUT(request: Request, { params }: Params): Promise<Response> {
  try {
    checkRequest(request);
    const artifactId = readId((await params).artifact);
    const offset = Offset.safeParse(new URL(request.url).searchParams.get("offset"));
    if (!offset.success || !request.body) throw new AppError("invalid", "artifact.badPart");
    const ctx = workerContext(await createContext(request.headers));
    return Response.json(
      await receiveArtifactPart(ctx, { artifactId, offset: offset.data, body: request.body }),
    );
  } catch (error) {
    return errorResponse(error);
  }
}

function readId(text: string): ArtifactId {
  const id = ArtifactId.safeParse(text);
  if (!id.success) throw new AppError("notFound", "artifact.notFound");
  return id.data;
}
