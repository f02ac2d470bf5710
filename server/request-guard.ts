import { AppError } from "./errors";
import { settings } from "./settings";

/**
 * Refuses cross-site requests that carry cookies. Form encodings are refused as well: tRPC would run an
 * input-less mutation sent as a form, which browsers send across sites without asking first.
 */
export function checkRequest(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  if (request.headers.get("authorization") === null && !isSameOrigin(request.headers)) {
    throw new AppError("forbidden", "request.crossSite");
  }
  const type = request.headers.get("content-type") ?? "";
  if (/form/i.test(type)) throw new AppError("invalid", "request.contentType", { args: { type } });
}

function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  if (origin === null) return false;
  return origin === new URL(settings().NEXTAUTH_URL).origin || new URL(origin).host === headers.get("host");
}

/** The same request with a body that fails with `tooLarge` once more than `maxBytes` have come. */
export function limitBody(request: Request, maxBytes: number): Request {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (!request.body) return request;
  let bytes = 0;
  const meter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) controller.error(tooLarge(maxBytes));
      else controller.enqueue(chunk);
    },
  });
  const { method, headers, signal } = request;
  // Next wraps its requests in a proxy, which `new Request(request, …)` cannot read: its parts are named instead.
  const init: RequestInit & { duplex: "half" } = {
    method,
    headers,
    signal,
    body: request.body.pipeThrough(meter),
    duplex: "half",
  };
  return new Request(request.url, init);
}

function tooLarge(maxBytes: number) {
  return new AppError("tooLarge", "request.bodyTooLarge", { args: { maxBytes } });
}
