import { statfs } from "node:fs/promises";
import { measureDatabase } from "@/db/queries/health";
import manifest from "../../../package.json" with { type: "json" };
import type { RequestContext } from "../../context";
import { settings } from "../../settings";
import { requireAdmin } from "./require-admin";

/** How the server is doing: database, stored pictures and files, free disk, versions. */
export async function checkHealth(ctx: RequestContext) {
  requireAdmin(ctx);
  const askedMs = performance.now();
  const database = await measureDatabase(ctx.db);
  const answeredMs = performance.now();
  return {
    database: { ...database, latencyMs: answeredMs - askedMs },
    disk: await measureDisk(settings().blobFolder),
    versions: { atelier: manifest.version, next: manifest.dependencies.next, node: process.versions.node },
    upSince: new Date(Date.now() - process.uptime() * 1000),
  };
}

/** Bytes of the file system that holds the blob folder; null where the folder is not there yet. */
async function measureDisk(folder: string) {
  const disk = await statfs(folder).catch(() => null);
  return disk && { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize };
}
