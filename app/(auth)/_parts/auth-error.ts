const KEYS = [
  ["CredentialsSignin", "refused"],
  ["RateLimited", "tooMany"],
  ["OAuthAccountNotLinked", "notLinked"],
  ["OAuthSignin", "unreachable"],
  ["EmailNotVerified", "emailNotVerified"],
  ["Cancelled", "cancelled"],
  ["Verification", "linkExpired"],
  ["EmailSignin", "linkNotSent"],
  ["AccessDenied", "denied"],
] as const;

/** The message for an `error` that next-auth put into the address, or null when there is none. */
export function authErrorKey(error: string | undefined) {
  if (!error) return null;
  return KEYS.find(([code]) => code === error)?.[1] ?? ("provider" as const);
}
