import { createHash } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { UserId } from "@/lib/ids";
import { settings } from "../settings";
import { LINK_MINUTES } from "./letters";

/**
 * What a mailed link proves, sealed with the server's secret rather than stored. Each names the state of the
 * account that it may change; once the change is made (or another one), that state is gone and the link is spent.
 */
const Proof = z.discriminatedUnion("purpose", [
  z.object({ purpose: z.literal("reset"), userId: UserId, state: z.string() }),
  z.object({ purpose: z.literal("move"), userId: UserId, from: z.string(), to: z.string() }),
]);
export type Proof = z.infer<typeof Proof>;

const SALT = "atelier.mail-proof";

/** The secret of a mailed link; it lasts as long as the letter says. */
export function sealProof(proof: Proof, maxAge = LINK_MINUTES * 60): Promise<string> {
  return encode({ token: proof, secret: settings().NEXTAUTH_SECRET, salt: SALT, maxAge });
}

/** What a link's secret proves, or null when it is not one of ours or too old. */
export async function openProof(secret: string): Promise<Proof | null> {
  const opened = await decode({ token: secret, secret: settings().NEXTAUTH_SECRET, salt: SALT }).catch(
    () => null,
  );
  return Proof.safeParse(opened).data ?? null;
}

/** Changes with each new password, and with each new address. */
export function passwordState(account: { email: string; passwordHash: string | null }): string {
  return createHash("sha256").update(`${account.email}\n${account.passwordHash}`).digest("base64url");
}
