import { openTeam } from "@/server/access";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { checkRequest, limitBody } from "@/server/request-guard";
import { CreateUpload, createUpload } from "@/server/services/uploads/create-upload";
import { settings } from "@/server/settings";

/** Announces a file: `{team, fileName, bytes, sha256?}` → `{id, receivedBytes: 0}`. Then PUT its parts. */
export async function POST(request: Request): Promise<Response> {
  try {
    checkRequest(request);
    const context = await createContext(request.headers);
    const input = CreateUpload.safeParse(
      await limitBody(request, 64 * 1024)
        .json()
        .catch(() => null),
    );
    if (!input.success) throw new AppError("invalid", "upload.badAnnouncement");
    const access = await openTeam(context, input.data.team);
    const made = await createUpload(access, input.data, { maxBytes: settings().MAX_UPLOAD_BYTES });
    return Response.json(made, { status: 201 });
  } catch (error) {
    return errorResponse(error);
  }
}
