import { hash, verify } from "@node-rs/argon2";
import { COMMON_PASSWORDS } from "./common-passwords";

// OWASP's floor for argon2id (the library's default variant): 19 MiB, two passes, one lane. About 30 ms on one core.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PREFIX = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

/** Argon2id of a password, with its salt and parameters in the PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** Whether `password` made `passwordHash`. Without a hash it takes just as long and says no, so that the time tells nothing. */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await absentHash()), password);
  return matches && typeof passwordHash === "string";
}

/** Whether a hash was made with other parameters than today's and should be renewed at the next sign-in. */
export function needsRehash(passwordHash: string): boolean {
  return !passwordHash.startsWith(PREFIX);
}

/** Whether a password is among the first that anyone would guess for this person. */
export function isGuessable(password: string, person: { email: string; name: string }): boolean {
  const bare = password.toLowerCase().normalize("NFKC");
  if (COMMON_PASSWORDS.has(bare) || new Set(bare).size < 4) return true;
  const [mailbox = ""] = person.email.split("@");
  const own = [person.email, mailbox, person.name.toLowerCase().replaceAll(" ", "")].filter(
    (word) => word.length >= 4,
  );
  return own.some((word) => bare.replaceAll(word, "").length < 4);
}

let absent: Promise<string> | undefined;

function absentHash(): Promise<string> {
  absent ??= hashPassword("nobody's password");
  return absent;
}
