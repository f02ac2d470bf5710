import { z } from "zod";
import { JobId, Slug } from "@/lib/ids";
import { openTeam } from "@/server/access";
import { blobResponse } from "@/server/blob-response";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { openResult } from "@/server/services/jobs/open-result";

const Address = z.object({ job: JobId, team: Slug });

/** The zip of a finished export: `/api/exports/<job>?team=<slug>`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ job: string }> },
): Promise<Response> {
  try {
    const team = new URL(request.url).searchParams.get("team");
    const address = Address.safeParse({ ...(await params), team });
    if (!address.success) throw new AppError("notFound", "job.noResult");
    const access = await openTeam(await createContext(request.headers), address.data.team);
    return await blobResponse(request, await openResult(access, address.data), "attachment");
  } catch (error) {
    return errorResponse(error);
  }
}
