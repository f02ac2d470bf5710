import { UploadId } from "@/lib/ids";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { checkRequest, limitBody } from "@/server/request-guard";
import { abandonUpload, readUpload, receivePart } from "@/server/services/uploads/receive-part";

/** A part's limit, so that one slow request never holds more than this. */
const MAX_PART_BYTES = 64 * 1024 ** 2;

type Params = { params: Promise<{ upload: string }> };

/** How far an upload is: `{receivedBytes, bytes, complete}`. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  try {
    const context = await createContext(request.headers);
    return Response.json(await readUpload(context, parseId((await params).upload)));
  } catch (error) {
    return errorResponse(error);
  }
}

/** Appends the body at `?offset=`; 409 carries the true offset in `error.args.offset`. */
export async function PUT(request: Request, { params }: Params): Promise<Response> {
  try {
    checkRequest(request);
    const context = await createContext(request.headers);
    const offset = Number(new URL(request.url).searchParams.get("offset") ?? "0");
    if (!Number.isSafeInteger(offset) || offset < 0) throw new AppError("invalid", "upload.badOffset");
    const { body } = limitBody(request, MAX_PART_BYTES);
    if (!body) throw new AppError("invalid", "upload.emptyPart");
    return Response.json(
      await receivePart(context, { uploadId: parseId((await params).upload), offset, body }),
    );
  } catch (error) {
    return errorResponse(error);
  }
}

/** Forgets an upload. */
export async function DELETE(request: Request, { params }: Params): Promise<Response> {
  try {
    checkRequest(request);
    const context = await createContext(request.headers);
    await abandonUpload(context, parseId((await params).upload));
    return new Response(null, { status: 204 });
  } catch (error) {
    return errorResponse(error);
  }
}

function parseId(text: string): UploadId {
  const id = UploadId.safeParse(text);
  if (!id.success) throw new AppError("notFound", "upload.notFound");
  return id.data;
}
