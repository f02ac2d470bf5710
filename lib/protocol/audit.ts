import { z } from "zod";

/** What an audit event records beside its action and target: small, flat, without secrets. */
export const AuditData = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type AuditData = z.infer<typeof AuditData>;
