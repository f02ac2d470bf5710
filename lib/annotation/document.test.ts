import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AnnotationId, LabelId } from "../ids";
import type { Annotation } from "./annotation";
import { imageBox } from "./coordinates";
import { AnnotationDocument, type OperationResult, type PendingOperation } from "./document";
import { EditHistory } from "./edit-history";
import { boxGeometry, type Geometry } from "./geometry";
import type { AnnotationOperation, LoggedOperation } from "./operation";
import { type OrderedAnnotation, resolveOperation } from "./resolve-operation";

const IDS = [1, 2, 3].map((n) => AnnotationId.parse(`00000000-0000-4000-8000-00000000000${n}`));
const LABELS = [1, 2].map((n) => LabelId.parse(`00000000-0000-4000-8000-00000000010${n}`));
const CLIENTS = ["a", "b", "c"].map((letter) => letter.repeat(8));

/** The server's rule over rows in memory: what `applyOperations` does over Postgres. */
class ModelServer {
  rows = new Map<AnnotationId, OrderedAnnotation>();
  log: LoggedOperation[] = [];

  submit({ clientId, mid, baseSeq, op }: PendingOperation): OperationResult {
    const known = this.log.find((entry) => entry.clientId === clientId && entry.mid === mid);
    if (known) return { mid, status: "accepted", logged: known };
    const seq = this.log.length + 1;
    const hasSeen = (other: number) => other <= baseSeq || this.log[other - 1]?.clientId === clientId;
    const resolution = resolveOperation(this.rows.get(op.id), { op, seq, hasSeen });
    if (resolution.status === "rejected")
      return { mid, status: "rejected", code: "invalid", reason: resolution.reason, args: {} };
    if (resolution.status === "applied") this.rows.set(op.id, resolution.annotation);
    const logged = { seq, clientId, mid, op, lost: resolution.status === "lost" ? [resolution.group] : [] };
    this.log.push(logged);
    return { mid, status: "accepted", logged };
  }

  state(): Annotation[] {
    return [...this.rows.values()].map(plain).sort(byId);
  }
}

function plain({ id, labelId, geometry, attributes, z, isDeleted }: Annotation): Annotation {
  return { id, labelId, geometry, attributes, z, isDeleted };
}

function byId(a: Annotation, b: Annotation) {
  return a.id < b.id ? -1 : 1;
}

function seenBy(document: AnnotationDocument): Annotation[] {
  return IDS.flatMap((id) => document.get(id) ?? [])
    .map(plain)
    .sort(byId);
}

function box(x: number, y = 0): Geometry {
  return boxGeometry(imageBox(x, y, 10, 10));
}

function create(id = IDS[0], x = 0): AnnotationOperation {
  return {
    type: "create",
    id: id ?? fail(),
    labelId: LABELS[0] ?? fail(),
    geometry: box(x),
    z: "a0",
    attributes: {},
  };
}

function fail(): never {
  throw new Error("fixture missing");
}

const anOperation: fc.Arbitrary<AnnotationOperation> = fc.oneof(
  fc.record({
    type: fc.constant("create" as const),
    id: fc.constantFrom(...IDS),
    labelId: fc.constantFrom(...LABELS),
    geometry: fc.nat(90).map((x) => box(x)),
    z: fc.constantFrom("a0", "a1"),
    attributes: fc.constant({}),
  }),
  fc.record({
    type: fc.constant("set-geometry" as const),
    id: fc.constantFrom(...IDS),
    geometry: fc.nat(90).map((x) => box(x)),
  }),
  fc.record({
    type: fc.constant("set-label" as const),
    id: fc.constantFrom(...IDS),
    labelId: fc.constantFrom(...LABELS),
  }),
  fc.record({
    type: fc.constant("set-attribute" as const),
    id: fc.constantFrom(...IDS),
    name: fc.constantFrom("pose", "note"),
    value: fc.option(fc.integer(), { nil: null }),
  }),
  fc.record({
    type: fc.constant("set-z" as const),
    id: fc.constantFrom(...IDS),
    z: fc.constantFrom("a0", "a1", "a2"),
  }),
  fc.record({ type: fc.constantFrom("delete" as const, "restore" as const), id: fc.constantFrom(...IDS) }),
);

/** One thing that happens somewhere: an edit, or one message arriving late, twice or out of turn. */
type Event =
  | { kind: "edit"; client: number; op: AnnotationOperation }
  | { kind: "send"; client: number; pick: number; loseAnswer: boolean }
  | { kind: "hear"; client: number; pick: number }
  | { kind: "undo" | "redo"; client: number }
  | { kind: "reload"; client: number };

const anEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("edit" as const), client: fc.nat(2), op: anOperation }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      client: fc.nat(2),
      pick: fc.nat(8),
      loseAnswer: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("hear" as const), client: fc.nat(2), pick: fc.nat(40) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("undo" as const, "redo" as const), client: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reload" as const), client: fc.nat(2) }) },
);

function openClients() {
  return CLIENTS.map((clientId) => {
    const document = new AnnotationDocument({ clientId });
    return { document, history: new EditHistory(document) };
  });
}

function happen(event: Event, server: ModelServer, clients: ReturnType<typeof openClients>) {
  const client = clients[event.client] ?? fail();
  if (event.kind === "edit") client.history.perform([event.op]);
  if (event.kind === "undo") client.history.undo();
  if (event.kind === "redo") client.history.redo();
  if (event.kind === "reload") client.document.load({ seq: server.log.length, annotations: server.state() });
  if (event.kind === "send") {
    // Operations of one client leave in order; a retry may repeat the earlier ones.
    const batch = client.document.unsent.slice(0, event.pick + 1);
    const results = batch.map((operation) => server.submit(operation));
    if (!event.loseAnswer) client.document.acknowledge(client.document.clientId, results);
  }
  if (event.kind === "hear") {
    const entry = server.log[event.pick % Math.max(1, server.log.length)];
    if (entry) client.document.receive([entry, entry]);
  }
}

/** Every message gets through in the end. */
function settle(server: ModelServer, clients: ReturnType<typeof openClients>) {
  for (const { document } of clients) {
    const results = document.unsent.map((operation) => server.submit(operation));
    document.acknowledge(document.clientId, results);
  }
  for (const { document } of clients) document.receive(server.log);
}

describe("convergence", () => {
  test("whatever is delayed, doubled, reordered or retried, every client ends with the server's rows", () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 60 }), (events) => {
        const server = new ModelServer();
        const clients = openClients();
        for (const event of events) happen(event, server, clients);
        settle(server, clients);
        for (const { document } of clients) {
          expect(seenBy(document)).toEqual(server.state());
          expect(document.unsent).toEqual([]);
          expect(document.hasGap).toBe(false);
          expect(document.seq).toBe(server.log.length);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("no edit is lost in silence: each is in the rows, or its author holds it as a setback", () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 40 }), (events) => {
        const server = new ModelServer();
        const clients = openClients();
        for (const event of events) happen(event, server, clients);
        settle(server, clients);
        for (const { document } of clients) {
          const lost = server.log.filter(
            ({ clientId, lost }) => clientId === document.clientId && lost.length > 0,
          ).length;
          expect(document.setbacks.filter(({ kind }) => kind === "lost")).toHaveLength(lost);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("conflicts", () => {
  function twoWithOneBox() {
    const server = new ModelServer();
    const [a, b] = openClients();
    if (!a || !b) return fail();
    a.document.dispatch([create()]);
    settle(server, [a, b]);
    return { server, a, b };
  }

  test("an older offline edit does not beat a newer one, and its author keeps the value", () => {
    const { server, a, b } = twoWithOneBox();
    const id = IDS[0] ?? fail();
    a.document.dispatch([{ type: "set-geometry", id, geometry: box(50) }]); // offline
    b.document.dispatch([{ type: "set-geometry", id, geometry: box(80) }]);
    settle(server, [b]);
    settle(server, [a, b]);
    expect(a.document.get(id)?.geometry).toEqual(box(80));
    expect(a.document.setbacks).toMatchObject([
      { kind: "lost", group: "geometry", op: { geometry: box(50) } },
    ]);
    expect(b.document.setbacks).toEqual([]);
  });

  test("two people who change different things of one box both win", () => {
    const { server, a, b } = twoWithOneBox();
    const id = IDS[0] ?? fail();
    a.document.dispatch([{ type: "set-geometry", id, geometry: box(50) }]);
    b.document.dispatch([{ type: "set-label", id, labelId: LABELS[1] ?? fail() }]);
    settle(server, [a, b]);
    expect(a.document.get(id)).toMatchObject({ geometry: box(50), labelId: LABELS[1] });
    expect([...a.document.setbacks, ...b.document.setbacks]).toEqual([]);
  });

  test("a late move does not revive a deleted box", () => {
    const { server, a, b } = twoWithOneBox();
    const id = IDS[0] ?? fail();
    b.document.dispatch([{ type: "delete", id }]);
    a.document.dispatch([{ type: "set-geometry", id, geometry: box(50) }]);
    settle(server, [b, a]);
    expect(a.document.get(id)?.isDeleted).toBe(true);
    expect(a.document.setbacks).toMatchObject([{ kind: "lost", group: "presence" }]);
  });

  test("one's own edits in a row never conflict with each other", () => {
    const { server, a } = twoWithOneBox();
    const id = IDS[0] ?? fail();
    for (const x of [10, 20, 30]) a.document.dispatch([{ type: "set-geometry", id, geometry: box(x) }]);
    settle(server, [a]);
    expect(a.document.get(id)?.geometry).toEqual(box(30));
    expect(a.document.setbacks).toEqual([]);
  });

  test("a rejected operation rolls back and its value is kept", () => {
    const document = new AnnotationDocument({ clientId: "a" });
    const [operation] = document.dispatch([create()]);
    document.acknowledge("a", [
      {
        mid: operation?.mid ?? 0,
        status: "rejected",
        code: "invalid",
        reason: "annotation.labelUnknown",
        args: {},
      },
    ]);
    expect([...document.live()]).toEqual([]);
    expect(document.setbacks).toMatchObject([
      { kind: "rejected", op: create(), reason: "annotation.labelUnknown" },
    ]);
  });

  test("operations left by an earlier visit are shown, sent and answered like new ones", () => {
    const server = new ModelServer();
    const document = new AnnotationDocument({ clientId: "a" });
    const left: PendingOperation[] = [{ clientId: "a", mid: 7, baseSeq: 0, op: create() }];
    document.adopt(left);
    expect([...document.live()]).toHaveLength(1);
    const [next] = document.dispatch([create(IDS[1])]);
    expect(next?.mid).toBe(8);
    document.acknowledge(
      "a",
      document.unsent.map((operation) => server.submit(operation)),
    );
    expect(seenBy(document)).toEqual(server.state());
  });
});

describe("undo", () => {
  test("undo takes back any edit, and redo brings it again", () => {
    fc.assert(
      fc.property(fc.array(anOperation, { maxLength: 12 }), anOperation, (before, op) => {
        const document = new AnnotationDocument({ clientId: "a" });
        const history = new EditHistory(document);
        for (const earlier of before) history.perform([earlier]);
        const was = [...document.live()].map(plain).sort(byId);
        const couldUndo = invertible(document, op);
        history.perform([op]);
        const became = [...document.live()].map(plain).sort(byId);
        if (!couldUndo) return;
        history.undo();
        expect([...document.live()].map(plain).sort(byId)).toEqual(was);
        history.redo();
        expect([...document.live()].map(plain).sort(byId)).toEqual(became);
      }),
    );
  });

  /** Edits of a deleted annotation change nothing that shows. */
  function invertible(document: AnnotationDocument, op: AnnotationOperation): boolean {
    const before = document.get(op.id);
    if (op.type === "create") return !before;
    if (op.type === "restore") return before?.isDeleted === true;
    return before !== undefined && !before.isDeleted;
  }

  test("undo leaves alone what somebody else has changed since", () => {
    const server = new ModelServer();
    const [a, b] = openClients();
    if (!a || !b) return fail();
    const id = IDS[0] ?? fail();
    a.history.perform([create()]);
    a.history.perform([{ type: "set-geometry", id, geometry: box(20) }]);
    settle(server, [a, b]);
    b.history.perform([{ type: "set-geometry", id, geometry: box(60) }]);
    settle(server, [a, b]);
    expect(a.history.undo()).toEqual({ done: [], skipped: 1 });
    expect(a.document.get(id)?.geometry).toEqual(box(60));
  });

  test("several operations done at once are undone at once", () => {
    const document = new AnnotationDocument({ clientId: "a" });
    const history = new EditHistory(document);
    history.perform([create(IDS[0]), create(IDS[1])]);
    history.undo();
    expect([...document.live()]).toEqual([]);
    history.redo();
    expect([...document.live()]).toHaveLength(2);
  });
});

describe("one step of the history", () => {
  function opened() {
    const document = new AnnotationDocument({ clientId: "a".repeat(8) });
    const history = new EditHistory(document);
    let told = 0;
    document.subscribe(() => {
      told += 1;
    });
    return { document, history, told: () => told };
  }

  test("thousands of operations are one change for whoever listens, and one undo", () => {
    const { document, history, told } = opened();
    const ids = Array.from({ length: 2_000 }, (_, n) =>
      AnnotationId.parse(`00000000-0000-4000-8000-${String(n).padStart(12, "0")}`),
    );
    history.perform(ids.map((id) => create(id)));
    history.perform(ids.map((id) => ({ type: "delete", id })));
    expect(told()).toBe(2);
    expect([...document.live()]).toHaveLength(0);
    history.undo();
    expect(told()).toBe(3);
    expect([...document.live()]).toHaveLength(2_000);
  });

  test("operations on one annotation in one step are each taken back from where they stood", () => {
    const { document, history } = opened();
    const [id = fail()] = IDS;
    history.perform([create(id, 1), { type: "set-geometry", id, geometry: box(2) }]);
    history.perform([{ type: "delete", id }]);
    history.perform([
      { type: "restore", id },
      { type: "set-geometry", id, geometry: box(3) },
    ]);
    expect(document.get(id)).toMatchObject({ geometry: box(3), isDeleted: false });
    history.undo();
    expect(document.get(id)).toMatchObject({ isDeleted: true });
    history.redo();
    expect(document.get(id)).toMatchObject({ geometry: box(3), isDeleted: false });
  });

  test("steps of a key held down are taken back together, and only with their like", () => {
    const { document, history } = opened();
    const [id = fail(), other = fail()] = IDS;
    history.perform([create(id, 0), create(other, 0)]);
    for (const x of [1, 2, 3])
      history.perform([{ type: "set-geometry", id, geometry: box(x) }], { isContinued: true });
    history.perform([{ type: "set-geometry", id: other, geometry: box(9) }], { isContinued: true });
    history.undo();
    expect(document.get(other)?.geometry).toEqual(box(0));
    expect(document.get(id)?.geometry).toEqual(box(3));
    history.undo();
    expect(document.get(id)?.geometry).toEqual(box(0));
    history.redo();
    expect(document.get(id)?.geometry).toEqual(box(3));
  });
});
