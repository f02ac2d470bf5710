const ORIGIN = "https://here.invalid";

/** A path of this site that may follow a sign-in, or `fallback` when `value` leads elsewhere (`//evil`, `/\evil`, `javascript:`). */
export function safeReturnPath(value: string | null | undefined, fallback: string): string {
  if (!value?.startsWith("/") || !URL.canParse(value, ORIGIN)) return fallback;
  const url = new URL(value, ORIGIN);
  return url.origin === ORIGIN ? `${url.pathname}${url.search}${url.hash}` : fallback;
}
