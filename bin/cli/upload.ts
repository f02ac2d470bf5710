import { open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { UploadId } from "../../lib/ids";
import type { Server } from "./client";
import { Refused, Usage, wordRefusal } from "./exit";
import { endProgress, progress } from "./output";

const PART_BYTES = 16 * 1024 ** 2;
const RETRIES = 5;

const Created = z.object({ id: UploadId });
const Refusal = z.object({
  error: z.object({ reason: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) }),
});

/** Sends a file, or every file of a folder, and returns what an import needs to name them. */
export async function uploadPath(server: Server, team: string, from: string): Promise<UploadId[]> {
  const files = await listFiles(from);
  const ids: UploadId[] = [];
  for (const [index, file] of files.entries()) {
    progress(`uploading ${index + 1}/${files.length}  ${file.name}`);
    ids.push(await uploadFile(server, team, file));
  }
  endProgress();
  return ids;
}

type LocalFile = { path: string; name: string; bytes: number };

async function listFiles(from: string): Promise<LocalFile[]> {
  const info = await stat(from).catch(() => null);
  if (!info) throw new Usage(`There is no file or folder ${from}.`);
  if (info.isFile() && info.size === 0) throw new Refused(`The file ${from} is empty.`);
  if (info.isFile()) return [{ path: from, name: path.basename(from), bytes: info.size }];
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const named = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
      .map(async (entry) => {
        const full = path.join(entry.parentPath, entry.name);
        const name = path.relative(from, full).split(path.sep).join("/");
        return { path: full, name, bytes: (await stat(full)).size };
      }),
  );
  const files = named.filter(({ bytes }) => bytes > 0);
  if (files.length === 0)
    throw new Refused(
      `The folder ${from} holds no files${named.length > 0 ? " with anything in them" : ""}.`,
    );
  const empty = named.length - files.length;
  if (empty > 0) process.stderr.write(`left out: ${empty} empty ${empty === 1 ? "file" : "files"}\n`);
  return files;
}

async function uploadFile(server: Server, team: string, file: LocalFile): Promise<UploadId> {
  const body = JSON.stringify({ team, fileName: file.name, bytes: file.bytes });
  const headers = { "content-type": "application/json" };
  const created = await server.fetch("/api/uploads", { method: "POST", body, headers }).catch(() => null);
  if (!created) throw new Refused(`${file.name}: the server cannot be reached. Nothing was imported.`);
  if (!created.ok) throw await refusal(created, file.name);
  const { id } = Created.parse(await created.json());
  await sendParts(server, id, file);
  return id;
}

async function sendParts(server: Server, id: UploadId, file: LocalFile): Promise<void> {
  const handle = await open(file.path);
  try {
    let offset = 0;
    let failures = 0;
    while (offset < file.bytes) {
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(Math.min(PART_BYTES, file.bytes - offset)),
        { position: offset },
      );
      const next = await sendPart(server, {
        id,
        offset,
        part: buffer.subarray(0, bytesRead),
        name: file.name,
      });
      failures = next === offset ? failures + 1 : 0;
      if (failures > RETRIES)
        throw new Refused(`The connection broke ${RETRIES} times while sending ${file.name}.`);
      offset = next;
    }
  } finally {
    await handle.close();
  }
}

type Part = { id: UploadId; offset: number; part: Uint8Array<ArrayBuffer>; name: string };

/** Sends one part; returns where the next begins. After a broken connection the server says how far it got. */
async function sendPart(server: Server, { id, offset, part, name }: Part): Promise<number> {
  const answer = await server
    .fetch(`/api/uploads/${id}?offset=${offset}`, { method: "PUT", body: part })
    .catch(() => null);
  if (answer?.ok) return offset + part.byteLength;
  if (answer && answer.status !== 409) throw await refusal(answer, name);
  const state = await server.fetch(`/api/uploads/${id}`).catch(() => null);
  const received = state?.ok
    ? z.object({ receivedBytes: z.number() }).parse(await state.json()).receivedBytes
    : offset;
  if (received === offset) await new Promise((resolve) => setTimeout(resolve, 1000));
  return received;
}

/** What the server said when it refused something outside tRPC. */
export async function refusal(answer: Response, about: string): Promise<Refused> {
  const found = Refusal.safeParse(await answer.json().catch(() => null)).data?.error;
  if (!found) return new Refused(`${about}: the server answered ${answer.status}.`);
  return new Refused(`${about}: ${wordRefusal(found.reason, found.args)}`);
}
