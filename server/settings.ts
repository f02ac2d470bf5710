import path from "node:path";
import { z } from "zod";

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  ATELIER_DATA: z.string().min(1).default(".atelier"),
  NEXTAUTH_URL: z.url().default("http://localhost:3000"),
  NEXTAUTH_SECRET: z.string().min(32, "NEXTAUTH_SECRET must hold at least 32 characters"),
  /** A folder; `s3://bucket/prefix` is for a later store. */
  BLOB_STORE: z
    .string()
    .refine((place) => !/^\w+:\/\//.test(place), "only a folder can hold the pictures yet")
    .default(""),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  /** Another address for a GitHub of one's own (GitHub Enterprise Server). */
  GITHUB_URL: z.url().default("https://github.com"),
  GOOGLE_ID: z.string().optional(),
  GOOGLE_SECRET: z.string().optional(),
  OIDC_ISSUER: z.string().optional(),
  OIDC_ID: z.string().optional(),
  OIDC_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("OpenID Connect"),
  SMTP_URL: z.string().optional(),
  SMTP_FROM: z.string().optional(),
  MAX_UPLOAD_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(4 * 1024 ** 3),
});
export type Settings = z.infer<typeof Environment> & { blobFolder: string };

let cached: Settings | undefined;

/** The server's settings, read once from the environment; throws with the variable's name when one is wrong. */
export function settings(): Settings {
  if (!cached) {
    const environment = Environment.parse(process.env);
    const data = path.resolve(environment.ATELIER_DATA);
    cached = { ...environment, blobFolder: environment.BLOB_STORE || path.join(data, "blobs") };
  }
  return cached;
}
