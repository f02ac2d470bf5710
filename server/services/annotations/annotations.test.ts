import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listAnnotations } from "@/db/queries/annotation";
import { newId } from "@/db/schema/columns";
import { blob, dataset, image, label } from "@/db/schema/dataset";
import { asSystem, inTeam } from "@/db/scope";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { imageBox } from "@/lib/annotation/coordinates";
import { boxGeometry } from "@/lib/annotation/geometry";
import type { AnnotationOperation } from "@/lib/annotation/operation";
import { type AnnotationId, type ImageId, type LabelId, Sha256 } from "@/lib/ids";
import type { TeamAccess } from "../../access";
import { makeTeam, makeUser, testAccess } from "../../testing";
import { changeLabel } from "../labels/manage-labels";
import { applyOperations } from "./apply-operations";
import { listOperations } from "./list-operations";
import { loadAnnotations } from "./load-annotations";
import { setTags } from "./set-tags";
import { watchOperations } from "./watch-operations";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A team with an owner, a dataset of two labels, and one 200 × 100 picture. */
async function studio() {
  const { db } = database;
  const { user, actor } = await makeUser(db);
  const team = await makeTeam(db, { owner: user.id });
  const access = await testAccess(db, actor, team.slug);
  const made = await inTeam(db, team.id, async (tx) => {
    const [set] = await tx
      .insert(dataset)
      .values({ teamId: team.id, slug: `set-${randomUUID().slice(0, 8)}`, name: "Set" })
      .returning();
    if (!set) throw new Error("no dataset");
    const labels = await tx
      .insert(label)
      .values(
        ["horse", "clock"].map((name, position) => ({
          teamId: team.id,
          datasetId: set.id,
          name,
          hue: position,
          position,
        })),
      )
      .returning();
    const images = [await insertImage(tx, team.id, set.id), await insertImage(tx, team.id, set.id)];
    return { set, labels: labels.map(({ id }) => id), images };
  });
  const [horse, clock] = made.labels;
  const [imageId, otherImageId] = made.images;
  if (!horse || !clock || !imageId || !otherImageId) throw new Error("fixture missing");
  return { access, team, set: made.set, horse, clock, imageId, otherImageId };
}

type Tx = Parameters<Parameters<typeof inTeam>[2]>[0];

async function insertImage(
  tx: Tx,
  teamId: TeamAccess["team"]["id"],
  datasetId: typeof dataset.$inferSelect.id,
): Promise<ImageId> {
  const sha256 = Sha256.parse(randomBytes(32).toString("hex"));
  await tx.insert(blob).values({ sha256, bytes: 1, mime: "image/png" });
  const [row] = await tx
    .insert(image)
    .values({
      teamId,
      datasetId,
      fileName: "a.png",
      blobSha256: sha256,
      sourceSha256: sha256,
      thumbnailSha256: sha256,
      mime: "image/png",
      widthPx: 200,
      heightPx: 100,
      thumbhash: "",
      dhash: "0".repeat(16),
    })
    .returning();
  if (!row) throw new Error("no image");
  return row.id;
}

function box(x: number, y: number, width = 20, height = 20) {
  return boxGeometry(imageBox(x, y, width, height));
}

function create(labelId: LabelId, geometry = box(10, 10)): AnnotationOperation & { type: "create" } {
  return { type: "create", id: newId<AnnotationId>(), labelId, geometry, z: "a0", attributes: {} };
}

/** One browser: numbers its operations and sends them. */
function client(access: TeamAccess, imageId: ImageId) {
  const clientId = randomUUID();
  let mid = 0;
  return {
    clientId,
    send: (baseSeq: number, ...ops: AnnotationOperation[]) =>
      applyOperations(access, {
        imageId,
        clientId,
        operations: ops.map((op) => ({ mid: ++mid, baseSeq, op })),
      }),
  };
}

function rowsOf(access: TeamAccess, imageId: ImageId) {
  return inTeam(access.db, access.team.id, (tx) => listAnnotations(tx, { imageId }));
}

async function imageRow(imageId: ImageId) {
  const rows = await asSystem(database.db, (tx) => tx.select().from(image));
  return rows.find(({ id }) => id === imageId);
}

describe("applying operations", () => {
  test("a box is stored, logged and counted in one go", async () => {
    const { access, horse, imageId } = await studio();
    const op = create(horse);
    const [result] = await client(access, imageId).send(0, op);
    expect(result).toMatchObject({ status: "accepted", logged: { seq: 1, lost: [] } });
    expect(await loadAnnotations(access, { imageId })).toMatchObject({
      seq: 1,
      annotations: [{ id: op.id, labelId: horse, geometry: op.geometry, isDeleted: false }],
    });
    expect(await imageRow(imageId)).toMatchObject({ annotationSeq: 1, annotationCount: 1 });
  });

  test("the same call again answers the same and does nothing", async () => {
    const { access, horse, imageId } = await studio();
    const operations = [create(horse), create(horse)].map((op, index) => ({
      mid: index + 1,
      baseSeq: 0,
      op,
    }));
    const call = { imageId, clientId: randomUUID(), operations };
    const first = await applyOperations(access, call);
    expect(await applyOperations(access, call)).toEqual(first);
    expect(await rowsOf(access, imageId)).toHaveLength(2);
    const operationsAgain = await listOperations(access, { imageId, afterSeq: 0 });
    expect(operationsAgain.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test("twenty people writing at once get numbers without a gap, and the same retried at once is done once", async () => {
    const { access, horse, imageId } = await studio();
    const calls = Array.from({ length: 20 }, () => ({
      imageId,
      clientId: randomUUID(),
      operations: [create(horse), create(horse)].map((op, index) => ({ mid: index + 1, baseSeq: 0, op })),
    }));
    await Promise.all(
      calls.flatMap((call) => [applyOperations(access, call), applyOperations(access, call)]),
    );
    const log = await listOperations(access, { imageId, afterSeq: 0 });
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(await rowsOf(access, imageId)).toHaveLength(40);
    expect(await imageRow(imageId)).toMatchObject({ annotationSeq: 40, annotationCount: 40 });
  });

  test("an edit that did not know of a newer one loses, is told so, and stays in the log", async () => {
    const { access, horse, imageId } = await studio();
    const op = create(horse);
    const [mina, jun] = [client(access, imageId), client(access, imageId)];
    await mina.send(0, op);
    await jun.send(1, { type: "set-geometry", id: op.id, geometry: box(50, 50) });
    const [late] = await mina.send(1, { type: "set-geometry", id: op.id, geometry: box(70, 70) });
    expect(late).toMatchObject({ status: "accepted", logged: { seq: 3, lost: ["geometry"] } });
    expect((await rowsOf(access, imageId))[0]?.geometry).toEqual(box(50, 50));
    const log = await listOperations(access, { imageId, afterSeq: 2 });
    expect(log).toMatchObject([{ op: { geometry: box(70, 70) }, lost: ["geometry"] }]);
  });

  test("one's own queue of edits, written without seeing the answers, never loses to itself", async () => {
    const { access, horse, clock, imageId } = await studio();
    const op = create(horse);
    const mina = client(access, imageId);
    await mina.send(0, op);
    await mina.send(
      0,
      { type: "set-geometry", id: op.id, geometry: box(1, 1) },
      { type: "set-label", id: op.id, labelId: clock },
    );
    const results = await mina.send(0, { type: "set-geometry", id: op.id, geometry: box(2, 2) });
    expect(results).toMatchObject([{ logged: { lost: [] } }]);
    expect((await rowsOf(access, imageId))[0]).toMatchObject({ geometry: box(2, 2), labelId: clock });
  });

  test("a deleted box stays as a tombstone, a late edit does not revive it, and a restore brings it back whole", async () => {
    const { access, horse, imageId } = await studio();
    const op = create(horse);
    const [mina, jun] = [client(access, imageId), client(access, imageId)];
    await mina.send(0, op);
    await jun.send(1, { type: "delete", id: op.id });
    expect(await imageRow(imageId)).toMatchObject({ annotationCount: 0 });
    const [late] = await mina.send(1, { type: "set-geometry", id: op.id, geometry: box(50, 50) });
    expect(late).toMatchObject({ logged: { lost: ["presence"] } });
    expect(await rowsOf(access, imageId)).toMatchObject([{ isDeleted: true }]);
    await jun.send(3, { type: "restore", id: op.id });
    expect(await rowsOf(access, imageId)).toMatchObject([{ isDeleted: false, geometry: op.geometry }]);
    expect(await imageRow(imageId)).toMatchObject({ annotationCount: 1 });
  });

  test("a box that hangs over the edge is cut there; one outside is refused and the rest goes through", async () => {
    const { access, horse, imageId } = await studio();
    const results = await client(access, imageId).send(
      0,
      create(horse, box(190, -5, 40, 20)),
      create(horse, box(300, 10)),
      create(horse, box(0, 0, 200, 100)),
    );
    expect(results).toMatchObject([
      { status: "accepted", logged: { seq: 1, op: { geometry: box(190, 0, 10, 15) } } },
      { status: "rejected", reason: "annotation.outsideImage" },
      { status: "accepted", logged: { seq: 2 } },
    ]);
  });

  test("whoever sees an image's annotations through a foreign label, image or team is refused", async () => {
    const mine = await studio();
    const theirs = await studio();
    const [result] = await client(mine.access, mine.imageId).send(0, create(theirs.horse));
    expect(result).toMatchObject({ status: "rejected", reason: "annotation.labelUnknown" });
    await expect(client(mine.access, theirs.imageId).send(0, create(mine.horse))).rejects.toMatchObject({
      code: "notFound",
    });
    await expect(loadAnnotations(mine.access, { imageId: theirs.imageId })).rejects.toMatchObject({
      code: "notFound",
    });
    await expect(listOperations(mine.access, { imageId: theirs.imageId, afterSeq: 0 })).rejects.toMatchObject(
      { code: "notFound" },
    );
    const op = create(theirs.horse);
    await client(theirs.access, theirs.imageId).send(0, op);
    const [stolen] = await client(mine.access, mine.imageId).send(9, { type: "delete", id: op.id });
    expect(stolen).toMatchObject({ status: "rejected", reason: "annotation.notFound" });
    await expect(
      client(mine.access, mine.imageId).send(0, { ...create(mine.horse), id: op.id }),
    ).rejects.toMatchObject({ reason: "annotation.idTaken" });
    expect(await rowsOf(mine.access, mine.imageId)).toEqual([]);
  });

  test("an annotation of another image of the same team cannot be changed through this one", async () => {
    const { access, horse, imageId, otherImageId } = await studio();
    const op = create(horse);
    await client(access, imageId).send(0, op);
    const [result] = await client(access, otherImageId).send(5, { type: "delete", id: op.id });
    expect(result).toMatchObject({ status: "rejected", reason: "annotation.notFound" });
  });

  test("another person's client id cannot be used", async () => {
    const { access, horse, imageId, otherImageId } = await studio();
    const call = { clientId: randomUUID(), operations: [{ mid: 1, baseSeq: 0, op: create(horse) }] };
    await applyOperations(access, { ...call, imageId });
    await expect(applyOperations(access, { ...call, imageId: otherImageId })).rejects.toMatchObject({
      reason: "annotation.clientIdTaken",
    });
  });

  test("viewers are refused, and annotators are not", async () => {
    const { access, team, horse, imageId } = await studio();
    for (const role of ["viewer", "annotator"] as const) {
      const { user, actor } = await makeUser(access.db);
      await team.addMember(user.id, role);
      const theirs = await testAccess(access.db, actor, team.slug);
      const attempt = async () => client(theirs, imageId).send(0, create(horse));
      if (role === "viewer") await expect(attempt()).rejects.toMatchObject({ reason: "team.roleTooLow" });
      else expect(await attempt()).toMatchObject([{ status: "accepted" }]);
    }
  });
});

test("two people in one image see each other's committed edits", async () => {
  const { access, horse, imageId } = await studio();
  const stop = new AbortController();
  const pieces = watchOperations(access, { imageId, afterSeq: 0, signal: stop.signal });
  const next = pieces.next();
  const op = create(horse);
  await client(access, imageId).send(0, op);
  expect((await next).value).toMatchObject([{ seq: 1, op: { id: op.id } }]);
  const after = pieces.next();
  await client(access, imageId).send(1, { type: "delete", id: op.id });
  expect((await after).value).toMatchObject([{ seq: 2, op: { type: "delete" } }]);
  stop.abort();
  expect((await pieces.next()).done).toBe(true);
});

test("whoever has a picture open hears that a label was renamed, and nothing when nothing changed", async () => {
  const { access, horse, imageId } = await studio();
  const stop = new AbortController();
  const pieces = watchOperations(access, { imageId, afterSeq: 0, signal: stop.signal });
  const next = pieces.next();
  await client(access, imageId).send(0, create(horse));
  expect((await next).value).toHaveLength(1);
  const after = pieces.next();
  await changeLabel(access, { label: horse, name: "pony" });
  expect((await after).value).toEqual([]);
  const silence = pieces.next();
  await changeLabel(access, { label: horse, name: "pony" });
  await client(access, imageId).send(1, create(horse));
  expect((await silence).value).toHaveLength(1);
  stop.abort();
});

test("tags are put on and taken off many pictures, and doing so again changes nothing", async () => {
  const { access, horse, clock, imageId, otherImageId } = await studio();
  const images = [imageId, otherImageId];
  expect(await setTags(access, { images, add: [horse], remove: [] })).toEqual({ changed: 2 });
  expect(await setTags(access, { images, add: [horse], remove: [] })).toEqual({ changed: 0 });
  await setTags(access, { images, add: [clock], remove: [horse] });
  const rows = await rowsOf(access, imageId);
  expect(rows.filter(({ isDeleted }) => !isDeleted)).toMatchObject([
    { labelId: clock, geometry: { type: "tag" } },
  ]);
  expect(await imageRow(imageId)).toMatchObject({ annotationCount: 1 });
});
