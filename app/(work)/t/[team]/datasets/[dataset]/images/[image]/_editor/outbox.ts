import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { PendingOperation } from "@/lib/annotation/document";
import type { ImageId, UserId } from "@/lib/ids";

/** An operation that waits on this device for the server's answer. */
export type OutboxRecord = PendingOperation & {
  readonly team: string;
  readonly dataset: string;
  readonly imageId: ImageId;
  /** Null for a guest, who can only look. */
  readonly userId: UserId | null;
};

interface OutboxSchema extends DBSchema {
  operations: { key: [string, number]; value: OutboxRecord; indexes: { person: string } };
}

let opened: Promise<IDBPDatabase<OutboxSchema>> | undefined;

function open(): Promise<IDBPDatabase<OutboxSchema>> {
  opened ??= openDB<OutboxSchema>("atelier-annotations", 1, {
    upgrade(database) {
      const store = database.createObjectStore("operations", { keyPath: ["clientId", "mid"] });
      store.createIndex("person", "userId");
    },
  });
  return opened;
}

/** Keeps operations until they are answered: a reload, a closed tab or a lost connection do not lose them. */
export async function keepOperations(records: readonly OutboxRecord[]): Promise<void> {
  const transaction = (await open()).transaction("operations", "readwrite");
  await Promise.all([...records.map((record) => transaction.store.put(record)), transaction.done]);
}

export async function forgetOperations(keys: readonly { clientId: string; mid: number }[]): Promise<void> {
  const transaction = (await open()).transaction("operations", "readwrite");
  await Promise.all([
    ...keys.map(({ clientId, mid }) => transaction.store.delete([clientId, mid])),
    transaction.done,
  ]);
}

/** A person's unanswered operations on this device, on all pictures, in the order in which they were done; a guest has none. */
export async function listKeptOperations(userId: UserId | null): Promise<OutboxRecord[]> {
  if (userId === null) return [];
  const records = await (await open()).getAllFromIndex("operations", "person", userId);
  return records.sort((a, b) =>
    a.clientId === b.clientId ? a.mid - b.mid : a.clientId < b.clientId ? -1 : 1,
  );
}
