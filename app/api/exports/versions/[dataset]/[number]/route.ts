import { z } from "zod";
import { Slug } from "@/lib/ids";
import { openTeam } from "@/server/access";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { readManifest } from "@/server/services/versions/read-manifest";

const Address = z.object({
  dataset: z.string().max(64),
  number: z.coerce.number().int().positive(),
  team: Slug,
});

/** A version's manifest as JSON: pictures by hash, splits and annotations. */
export async function GET(
  request: Request,
  { params }: { params: Promise<Record<string, string>> },
): Promise<Response> {
  try {
    const team = new URL(request.url).searchParams.get("team");
    const address = Address.safeParse({ ...(await params), team });
    if (!address.success) throw new AppError("notFound", "version.notFound");
    const access = await openTeam(await createContext(request.headers), address.data.team);
    const manifest = await readManifest(access, address.data);
    const name = `${address.data.dataset}-v${address.data.number}.json`;
    return Response.json(manifest, {
      headers: {
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "private, no-cache",
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}
