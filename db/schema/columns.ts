import { sql } from "drizzle-orm";
import { timestamp, uuid } from "drizzle-orm/pg-core";
import { v7 } from "uuid";

/** Primary key: a UUIDv7, made here so that any Postgres ≥ 14 will do and rows sort by age. */
export function primaryId<Id extends string>() {
  return uuid("id")
    .primaryKey()
    .$type<Id>()
    .$defaultFn(newId<Id>);
}

/** A fresh UUIDv7 under the brand of the table it is for. */
export function newId<Id extends string>(): Id {
  return v7() as Id;
}

export function createdAt() {
  return timestamp("created_at", { withTimezone: true }).notNull().default(sql`now()`);
}

export function moment(name: string) {
  return timestamp(name, { withTimezone: true });
}
