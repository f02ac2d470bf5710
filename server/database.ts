import { type Database, openDatabase } from "@/db/client";
import { settings } from "./settings";

const globals = globalThis as { atelierDatabase?: Database };

/** This process's pool; kept on `globalThis` so that Next's hot reload does not open another. */
export function database(): Database {
  globals.atelierDatabase ??= openDatabase(settings().DATABASE_URL, { maxConnections: 16 });
  return globals.atelierDatabase;
}
