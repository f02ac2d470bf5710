import { mkdtemp, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { upload } from "@/db/schema/dataset";
import { asSystem } from "@/db/scope";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { Slug, type UploadId } from "@/lib/ids";
import type { TeamAccess } from "@/server/access";
import { makeTeam, makeUser, testAccess } from "@/server/testing";
import { CreateUpload, createUpload } from "./create-upload";
import { abandonUpload, readUpload, receivePart } from "./receive-part";
import { sweepUploads } from "./sweep-uploads";
import { uploadFolder, uploadPath } from "./upload-folder";

const DAY_MS = 24 * 3600 * 1000;
let test: TestDatabase;
let access: TeamAccess;
let stranger: TeamAccess;

beforeAll(async () => {
  process.env.ATELIER_DATA = await mkdtemp(path.join(tmpdir(), "atelier-data-"));
  test = await createTestDatabase();
  const owner = await makeUser(test.db);
  const team = await makeTeam(test.db, { owner: owner.user.id });
  access = await testAccess(test.db, owner.actor, team.slug);
  const other = await makeUser(test.db, "Jun");
  await team.addMember(other.user.id, "maintainer");
  stranger = await testAccess(test.db, other.actor, team.slug);
});
afterAll(() => test.drop());

describe("an upload in parts", () => {
  it("goes on where it broke: what had arrived is kept, and a part that does not fit is told the place", async () => {
    const id = await announce(10);
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytesOf("abcd"));
      },
      pull(controller) {
        controller.error(new Error("the line broke"));
      },
    });
    await expect(receivePart(access, { uploadId: id, offset: 0, body: broken })).rejects.toThrow();
    expect(await readUpload(access, id)).toMatchObject({ receivedBytes: 4, complete: false });
    await expect(send(id, 0, "abcdefghij")).rejects.toMatchObject({
      reason: "upload.wrongOffset",
      args: { offset: 4 },
    });
    expect(await send(id, 4, "efghij")).toMatchObject({ receivedBytes: 10, complete: true });
    expect(await readFile(uploadPath(id), "utf8")).toBe("abcdefghij");
  });

  it("takes no more than was announced, and forgets a file whose hash is another", async () => {
    const id = await announce(3);
    await expect(send(id, 0, "abcd")).rejects.toMatchObject({ reason: "upload.moreThanAnnounced" });
    const hashed = await announce(3, "0".repeat(64));
    await expect(send(hashed, 0, "abc")).rejects.toMatchObject({ reason: "upload.hashMismatch" });
    await expect(readUpload(access, hashed)).rejects.toMatchObject({ reason: "upload.notFound" });
    expect(await readdir(uploadFolder())).not.toContain(hashed);
  });

  it("belongs to whoever began it, even inside the team", async () => {
    const id = await announce(3);
    await expect(readUpload(stranger, id)).rejects.toMatchObject({ reason: "upload.notFound" });
    await expect(
      receivePart(stranger, { uploadId: id, offset: 0, body: new Blob(["abc"]).stream() }),
    ).rejects.toMatchObject({ reason: "upload.notFound" });
    await expect(abandonUpload(stranger, id)).rejects.toMatchObject({ reason: "upload.notFound" });
    await abandonUpload(access, id);
    await expect(readUpload(access, id)).rejects.toMatchObject({ reason: "upload.notFound" });
  });

  it("may be called anything: names are composed and cleaned, never a path on this disk", () => {
    const named = (fileName: string) =>
      CreateUpload.parse({ team: access.team.slug, fileName, bytes: 1 }).fileName;
    expect(named("너구리.png".normalize("NFD"))).toBe("너구리.png");
    expect(named("a\u0000b.png")).toBe("a b.png");
  });
});

describe("sweeping uploads", () => {
  it("removes those whose time is over and files that no row knows, and leaves the rest", async () => {
    const [fresh, old] = [await announce(3), await announce(3)];
    await send(fresh, 0, "abc");
    await send(old, 0, "abc");
    await asSystem(test.db, (tx) =>
      tx
        .update(upload)
        .set({ expiresAt: new Date(Date.now() - 1000) })
        .where(eq(upload.id, old)),
    );
    const [orphan, young] = [path.join(uploadFolder(), "orphan"), path.join(uploadFolder(), "young")];
    await writeFile(orphan, "x");
    await writeFile(young, "x");
    const longAgo = new Date(Date.now() - 8 * DAY_MS);
    await utimes(orphan, longAgo, longAgo);
    await sweepUploads(test.db);
    const left = await readdir(uploadFolder());
    expect(left).toEqual(expect.arrayContaining([String(fresh), "young"]));
    expect(left).not.toContain(String(old));
    expect(left).not.toContain("orphan");
    expect(await readUpload(access, fresh)).toMatchObject({ complete: true });
  });

  it("does not take the file of an import that has waited long", async () => {
    const waiting = await announce(3);
    await send(waiting, 0, "abc");
    await asSystem(test.db, (tx) =>
      tx
        .update(upload)
        .set({ expiresAt: new Date(Date.now() + 20 * DAY_MS) })
        .where(eq(upload.id, waiting)),
    );
    const longAgo = new Date(Date.now() - 10 * DAY_MS);
    await utimes(uploadPath(waiting), longAgo, longAgo);
    await sweepUploads(test.db);
    expect(await readdir(uploadFolder())).toContain(String(waiting));
  });
});

async function announce(bytes: number, sha256?: string): Promise<UploadId> {
  const team = Slug.parse(access.team.slug);
  const input = CreateUpload.parse({ team, fileName: "a.bin", bytes, ...(sha256 && { sha256 }) });
  return (await createUpload(access, input, { maxBytes: 1000 })).id;
}

function send(uploadId: UploadId, offset: number, text: string) {
  return receivePart(access, { uploadId, offset, body: new Blob([text]).stream() });
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
