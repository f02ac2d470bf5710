import { z } from "zod";

const Emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** A GitHub account's primary address, when GitHub has verified it; else null. */
export async function verifiedGitHubEmail(api: string, accessToken: string): Promise<string | null> {
  const response = await fetch(`${api}/user/emails`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: "application/vnd.github+json" },
  });
  if (!response.ok) return null;
  const emails = Emails.parse(await response.json());
  return emails.find((entry) => entry.primary && entry.verified)?.email ?? null;
}
