import { z } from "zod";
import { Slug, TokenId } from "../ids";

export const MAX_TOKEN_DAYS = 365;
export const TokenName = z.string().trim().min(1).max(60);
/** What a personal token may be given: what its maker may do to read, to write, or all of it. */
export const PersonalScope = z.enum(["read", "write", "admin"]);
export type PersonalScope = z.infer<typeof PersonalScope>;

export const CreateTokenInput = z.object({
  name: TokenName,
  scopes: z.array(PersonalScope).min(1).max(3),
  /** The one team the token works in, or null for all of its maker's teams. */
  boundTo: Slug.nullable(),
  days: z.number().int().min(1).max(MAX_TOKEN_DAYS),
});
export type CreateTokenInput = z.infer<typeof CreateTokenInput>;

export const CreateWorkerTokenInput = z.object({
  name: TokenName,
  days: z.number().int().min(1).max(MAX_TOKEN_DAYS),
});
export type CreateWorkerTokenInput = z.infer<typeof CreateWorkerTokenInput>;

export const TokenInput = z.object({ tokenId: TokenId });
