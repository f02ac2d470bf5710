import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { LaunchError } from "./step";

const Secrets = z.object({ nextAuth: z.string().min(32), postgres: z.string().min(32) });
export type Secrets = z.infer<typeof Secrets>;

/** Reads this installation's secrets, made on the first start and readable by their owner only. */
export async function loadSecrets(dataFolder: string): Promise<Secrets> {
  const file = path.join(dataFolder, "secrets.json");
  const text = await readIfThere(file);
  if (text !== null) {
    await chmod(file, 0o600);
    return parse(file, text);
  }
  const secrets = {
    nextAuth: randomBytes(48).toString("base64url"),
    postgres: randomBytes(32).toString("hex"),
  };
  await writeSecret(file, JSON.stringify(secrets));
  return secrets;
}

/** Only a file that is not there may be made anew: another's password would lock its owner out of the database. */
async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function parse(file: string, text: string): Secrets {
  try {
    return Secrets.parse(JSON.parse(text));
  } catch (cause) {
    throw new LaunchError(
      `${file} is damaged: it holds the database's password.`,
      "Put it back from a copy. Without one, the data is reachable only by Postgres's own means.",
      cause,
    );
  }
}

/** Writes a file that only its owner can read, whole or not at all. */
export async function writeSecret(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  await writeFile(partial, text, { mode: 0o600, flush: true });
  await rename(partial, file);
}
