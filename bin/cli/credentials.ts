import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { Refused } from "./exit";

const Credentials = z.object({ url: z.url(), token: z.string().min(1) });
export type Credentials = z.infer<typeof Credentials>;

const file = path.join(
  process.env.XDG_CONFIG_HOME ?? path.join(homedir(), ".config"),
  "atelier",
  "credentials.json",
);

/** ATELIER_URL and ATELIER_TOKEN, else what `atelier login` kept. */
export async function loadCredentials(): Promise<Credentials> {
  const kept = await readFile(file, "utf8").then(
    (text) => Credentials.safeParse(JSON.parse(text)).data,
    () => undefined,
  );
  const found = Credentials.safeParse({
    url: process.env.ATELIER_URL ?? kept?.url,
    token: process.env.ATELIER_TOKEN ?? kept?.token,
  });
  if (found.success) return found.data;
  throw new Refused(
    "Not signed in. Run `atelier login --url URL --token TOKEN`, or set ATELIER_URL and ATELIER_TOKEN.",
  );
}

/** Keeps credentials for later commands in a file that only this user can read. */
export async function saveCredentials(credentials: Credentials): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, JSON.stringify(credentials), { mode: 0o600 });
  await rename(partial, file);
  return file;
}
