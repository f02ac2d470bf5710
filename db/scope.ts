import { sql } from "drizzle-orm";
import type { TeamId } from "@/lib/ids";
import type { Database, Transaction } from "./client";

/**
 * Runs `work` in a transaction that can see and write one team's rows only; Postgres's row-level
 * security refuses the rest. The service has checked the person's access before it opens the scope.
 */
export function inTeam<Result>(db: Database, teamId: TeamId, work: (tx: Transaction) => Promise<Result>) {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('atelier.team_id', ${teamId}, true)`);
    return work(tx);
  });
}

/**
 * Runs `work` in a transaction that sees every team: for identity, worker leases, jobs and the public
 * quiz, where no single team owns the question. Such code names its team in every condition itself.
 */
export function asSystem<Result>(db: Database, work: (tx: Transaction) => Promise<Result>) {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('atelier.scope', 'system', true)`);
    return work(tx);
  });
}
