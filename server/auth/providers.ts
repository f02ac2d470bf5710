import GitHubProvider, { type GithubProfile } from "next-auth/providers/github";
import GoogleProvider, { type GoogleProfile } from "next-auth/providers/google";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { settings } from "../settings";
import { verifiedGitHubEmail } from "./github-email";

const OidcProfile = z.looseObject({
  sub: z.string(),
  name: z.string().nullish(),
  preferred_username: z.string().nullish(),
  email: z.string().nullish(),
  email_verified: z.boolean().nullish(),
});
type OidcProfile = z.infer<typeof OidcProfile>;

type AnyProvider = OAuthConfig<GithubProfile> | OAuthConfig<GoogleProfile> | OAuthConfig<OidcProfile>;

/** The providers whose variables are set: GitHub, Google, one OIDC provider. */
export function oauthProviders(): AnyProvider[] {
  return [gitHub(), google(), oidc()].filter((provider) => provider !== null);
}

function gitHub(): OAuthConfig<GithubProfile> | null {
  const { GITHUB_ID, GITHUB_SECRET } = settings();
  if (!GITHUB_ID || !GITHUB_SECRET) return null;
  const provider = GitHubProvider({ clientId: GITHUB_ID, clientSecret: GITHUB_SECRET });
  return {
    ...provider,
    userinfo: {
      url: "https://api.github.com/user",
      // The public address of a profile need not be verified; the list of addresses says which are.
      async request({ client, tokens }) {
        const accessToken = tokens.access_token ?? "";
        const { email: _public, ...profile } = await client.userinfo(accessToken);
        const email = await verifiedGitHubEmail(accessToken);
        return { ...profile, ...(email !== null && { email, email_verified: true }) };
      },
    },
  };
}

function google(): OAuthConfig<GoogleProfile> | null {
  const { GOOGLE_ID, GOOGLE_SECRET } = settings();
  if (!GOOGLE_ID || !GOOGLE_SECRET) return null;
  return {
    ...GoogleProvider({ clientId: GOOGLE_ID, clientSecret: GOOGLE_SECRET }),
    checks: ["pkce", "state"],
  };
}

function oidc(): OAuthConfig<OidcProfile> | null {
  const { OIDC_ISSUER, OIDC_ID, OIDC_SECRET, OIDC_NAME } = settings();
  if (!OIDC_ISSUER || !OIDC_ID || !OIDC_SECRET) return null;
  return {
    id: "oidc",
    name: OIDC_NAME,
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: OIDC_ID,
    clientSecret: OIDC_SECRET,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    profile(raw) {
      const profile = OidcProfile.parse(raw);
      return {
        id: profile.sub,
        name: profile.name ?? profile.preferred_username ?? null,
        email: profile.email ?? null,
        image: null,
      };
    },
  };
}
