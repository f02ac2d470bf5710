import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { Sha256 } from "@/lib/ids";
import type { Lease, NewArtifact } from "@/lib/protocol/agent";
import { persist, refusalOf, type ServerConnection } from "./server-connection";

/** Below the size at which a web framework between here and the disk might cut a body. */
const PART_BYTES = 8 * 1024 ** 2;

const PartAnswer = z.object({ receivedBytes: z.number() });

type Upload = {
  lease: Lease;
  file: string;
  artifact: Omit<NewArtifact, "sha256" | "bytes">;
  signal: AbortSignal;
};

/** Uploads a file of an attempt in parts; goes on where the server has it when the connection broke. */
export async function uploadArtifact(server: ServerConnection, upload: Upload): Promise<void> {
  const { lease, signal } = upload;
  const artifact = { ...upload.artifact, ...(await describeFile(upload.file)) };
  const created = await persist(() => server.agent.createArtifact.mutate({ lease, artifact }), signal);
  if (created.status === "ready") return;
  const { artifactId } = created;
  let offset = created.receivedBytes;
  while (offset < artifact.bytes)
    offset = await sendPart(server, { artifactId, offset, file: upload.file, signal });
  await persist(() => server.agent.finaliseArtifact.mutate({ lease, artifactId }), signal);
}

async function describeFile(file: string) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return { sha256: Sha256.parse(hash.digest("hex")), bytes: (await stat(file)).size };
}

/** Sends one part; answers the offset to go on from, which the server knows best. */
async function sendPart(
  server: ServerConnection,
  part: { artifactId: string; offset: number; file: string; signal: AbortSignal },
): Promise<number> {
  const body = await readPart(part.file, part.offset);
  const put = {
    method: "PUT",
    body,
    signal: part.signal,
    headers: { "content-type": "application/octet-stream" },
  };
  try {
    const response = await persist(
      () => server.request(`/api/artifacts/${part.artifactId}?offset=${part.offset}`, put),
      part.signal,
    );
    return PartAnswer.parse(await response.json()).receivedBytes;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.reason !== "artifact.wrongOffset") throw error;
    return z.number().parse(refusal.args.offset);
  }
}

async function readPart(file: string, offset: number) {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(PART_BYTES), 0, PART_BYTES, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
