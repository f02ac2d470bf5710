import { z } from "zod";

/** What a token may do. Personal tokens hold `read`, `write` or `admin`; worker tokens hold `worker` alone. */
export const TokenScope = z.enum(["read", "write", "admin", "worker"]);
export type TokenScope = z.infer<typeof TokenScope>;
