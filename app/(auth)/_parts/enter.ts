import { signIn } from "next-auth/react";

export type EnterResult = "entered" | "refused" | "tooMany";

/** Signs in with a password; on success the browser leaves for `next` by a full load, as another person's page. */
export async function enterWithPassword(options: {
  email: string;
  password: string;
  next: string;
}): Promise<EnterResult> {
  const { email, password, next } = options;
  // next-auth answers with the page's own address unless told otherwise, and reads errors of an earlier try out of it.
  const result = await signIn("password", { email, password, redirect: false, callbackUrl: "/teams" });
  if (!result?.ok || result.error) return result?.error === "RateLimited" ? "tooMany" : "refused";
  window.location.assign(next);
  return "entered";
}
