import type { Profile } from "next-auth";
import GitHubProvider, { type GithubProfile } from "next-auth/providers/github";
import GoogleProvider, { type GoogleProfile } from "next-auth/providers/google";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { settings } from "../settings";
import { verifiedGitHubEmail } from "./github-email";

const OidcProfile = z.looseObject({
  sub: z.string(),
  name: z.string().nullish().catch(null),
  preferred_username: z.string().nullish().catch(null),
  email: z.string().nullish().catch(null),
});
type OidcProfile = z.infer<typeof OidcProfile>;

type AnyProvider = OAuthConfig<GithubProfile> | OAuthConfig<GoogleProfile> | OAuthConfig<OidcProfile>;

/** The providers whose variables are set: GitHub, Google, one OIDC provider. */
export function oauthProviders(): AnyProvider[] {
  return [gitHub(), google(), oidc()].filter((provider) => provider !== null);
}

function gitHub(): OAuthConfig<GithubProfile> | null {
  const { GITHUB_ID, GITHUB_SECRET, GITHUB_URL } = settings();
  if (!GITHUB_ID || !GITHUB_SECRET) return null;
  const site = GITHUB_URL.replace(/\/$/, "");
  const api = site === "https://github.com" ? "https://api.github.com" : `${site}/api/v3`;
  const provider = GitHubProvider({ clientId: GITHUB_ID, clientSecret: GITHUB_SECRET });
  return {
    ...provider,
    issuer: `${site}/login/oauth`,
    authorization: {
      url: `${site}/login/oauth/authorize`,
      params: { scope: "read:user user:email" },
    },
    token: `${site}/login/oauth/access_token`,
    userinfo: {
      url: `${api}/user`,
      // The public address of a profile need not be verified; the list of addresses says which are.
      async request({ client, tokens }) {
        const accessToken = tokens.access_token ?? "";
        const { email: _public, ...profile } = await client.userinfo(accessToken);
        const email = await verifiedGitHubEmail(api, accessToken);
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
    userinfo: {
      // Many providers keep the address out of the signed token and tell it only when asked.
      async request({ client, tokens }) {
        const claims = claimsOf(tokens.id_token);
        if (claims.email || !client.issuer.metadata.userinfo_endpoint) return claims;
        const told = await client.userinfo(tokens.access_token ?? "");
        if (told.sub !== claims.sub) throw new Error("userinfo is about somebody else than the id token");
        return { ...claims, ...told };
      },
    },
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

/** What an id token says; openid-client has checked its form, signature, times and nonce by now. */
function claimsOf(idToken: string | undefined): Profile {
  return JSON.parse(Buffer.from(idToken?.split(".")[1] ?? "", "base64url").toString());
}
