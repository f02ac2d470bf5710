import { RateLimiterDrizzle, RateLimiterRes } from "rate-limiter-flexible";
import type { Database } from "@/db/client";
import { rateLimit } from "@/db/schema/identity";
import { AppError } from "../errors";

const MINUTE_S = 60;

/** How many tries a key has in a while. By address of the peer they are wide, since a whole class may sit behind one. */
const RULES = {
  signInByIp: { points: 100, duration: 10 * MINUTE_S },
  signInByAccount: { points: 10, duration: 10 * MINUTE_S },
  signUpByIp: { points: 100, duration: 60 * MINUTE_S },
  signUpByAccount: { points: 10, duration: 60 * MINUTE_S },
  linkByIp: { points: 30, duration: 60 * MINUTE_S },
  linkByAccount: { points: 5, duration: 15 * MINUTE_S },
  moveByUser: { points: 10, duration: 60 * MINUTE_S },
  passwordByUser: { points: 10, duration: 10 * MINUTE_S },
  inviteByIp: { points: 60, duration: 10 * MINUTE_S },
  tokenByUser: { points: 60, duration: 60 * MINUTE_S },
  teamByUser: { points: 60, duration: 60 * MINUTE_S },
  quizByIp: { points: 1200, duration: 10 * MINUTE_S },
} as const;
export type RateRule = keyof typeof RULES;

/** Counts one try and throws `rateLimited` when the key has none left. Exact under concurrency: one upsert in Postgres. */
export async function takeTry(db: Database, rule: RateRule, key: string): Promise<void> {
  try {
    await limiter(db, rule).consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
    throw new AppError("rateLimited", "auth.tooManyTries", { args: { minutes } });
  }
}

/** Gives a key its tries back, after it proved itself. */
export async function forgiveTries(db: Database, rule: RateRule, key: string): Promise<void> {
  await limiter(db, rule).delete(key);
}

const limiters = new WeakMap<Database, Map<RateRule, RateLimiterDrizzle>>();

function limiter(db: Database, rule: RateRule): RateLimiterDrizzle {
  const known = limiters.get(db) ?? new Map<RateRule, RateLimiterDrizzle>();
  limiters.set(db, known);
  const found = known.get(rule);
  if (found) return found;
  const made = new RateLimiterDrizzle({
    storeClient: db,
    schema: rateLimit,
    keyPrefix: rule,
    ...RULES[rule],
  });
  known.set(rule, made);
  return made;
}
