import { createHash, randomBytes } from "node:crypto";

/** A new 256-bit secret with a prefix that secret scanners and people recognise. */
export function makeSecret(prefix: "atl_pat" | "atl_wrk" | "atl_inv" | "atl_lease"): string {
  return `${prefix}_${randomBytes(32).toString("base64url")}`;
}

/** SHA-256, hex: how secrets of full entropy are stored. Passwords use argon2id instead. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
