import { z } from "zod";
import { ImageId, Slug } from "@/lib/ids";
import { openTeam } from "@/server/access";
import { blobResponse } from "@/server/blob-response";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { openImage } from "@/server/services/images/open-image";

const Address = z.object({ image: ImageId, rendition: z.enum(["thumbnail", "full"]), team: Slug });

/** A picture or its thumbnail: `/api/images/<id>/thumbnail?team=<slug>`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<Record<string, string>> },
): Promise<Response> {
  try {
    const team = new URL(request.url).searchParams.get("team");
    const address = Address.safeParse({ ...(await params), team });
    if (!address.success) throw new AppError("notFound", "image.notFound");
    const access = await openTeam(await createContext(request.headers), address.data.team);
    return await blobResponse(request, await openImage(access, address.data), "inline");
  } catch (error) {
    return errorResponse(error);
  }
}
