import type { AuthOptions, Profile } from "next-auth";
import { decode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import type { Database } from "@/db/client";
import { findSessionUser } from "@/db/queries/actor";
import { findUser, findUserOfService } from "@/db/queries/user";
import { SessionId, UserId } from "@/lib/ids";
import { EmailAddress, type MailLocale } from "@/lib/protocol/credentials";
import { AppError } from "../errors";
import { log } from "../log";
import { checkPassword } from "../services/identity/check-password";
import { closeSession } from "../services/identity/close-session";
import { openSession, SESSION_DAYS } from "../services/identity/open-session";
import { settings } from "../settings";
import { type Arrival, authAdapter } from "./adapter";
import { mailProvider } from "./mail-provider";
import { oauthProviders } from "./providers";
import { takeTry } from "./rate-limits";

export type AuthRequest = { db: Database; ip: string; userAgent: string | null; locale: MailLocale };

/**
 * next-auth's settings for one request. Sessions are JWTs, as passwords force them to be, but each carries the
 * id of a `session` row that every request checks; all pages are our own.
 */
export function authOptions(request: AuthRequest): AuthOptions {
  const arrival: Arrival = {};
  return {
    secret: settings().NEXTAUTH_SECRET,
    adapter: authAdapter(request.db, arrival),
    session: { strategy: "jwt", maxAge: SESSION_DAYS * 24 * 3600 },
    pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in", verifyRequest: "/check-mail" },
    providers: [passwordProvider(request), ...oauthProviders(), ...mailProvider(request.db, request.locale)],
    jwt: { decode: (params) => decodeLive(request.db, params) },
    callbacks: signInCallbacks(request, arrival),
    events: {
      async signOut({ token }) {
        await closeSession(request.db, { sessionId: token?.sessionId });
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ code, reason: messageOf(metadata) }, "sign-in failed"),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

function passwordProvider(request: AuthRequest) {
  return CredentialsProvider({
    id: "password",
    name: "Password",
    credentials: { email: {}, password: {} },
    async authorize(credentials) {
      try {
        return await checkPassword(request.db, { credentials, ip: request.ip });
      } catch (error) {
        if (error instanceof AppError && error.code === "rateLimited") throw new Error("RateLimited");
        throw error;
      }
    },
  });
}

function signInCallbacks(request: AuthRequest, arrival: Arrival): NonNullable<AuthOptions["callbacks"]> {
  return {
    async signIn({ user, account, profile, email }) {
      if (email?.verificationRequest) return allowLink(request, user.email);
      if (account?.type === "oauth") {
        const { type, provider, providerAccountId } = account;
        arrival.service = { type, provider, providerAccountId };
        const known = await findUserOfService(request.db, { provider, providerAccountId });
        if (known) return known.disabledAt === null;
        return hasVerifiedEmail(profile) ? true : errorPage("EmailNotVerified");
      }
      const userId = UserId.safeParse(user.id).data;
      const stored = userId && (await findUser(request.db, { userId }));
      return !stored?.disabledAt;
    },
    async jwt({ token, user, account }) {
      if (!account) return token;
      const userId = UserId.parse(user.id);
      const { db, userAgent } = request;
      return {
        sub: userId,
        sessionId: await openSession(db, { userId, userAgent, method: account.provider }),
      };
    },
  };
}

/** Links are counted for every address, with an account or without, so that the limit discloses nothing. */
async function allowLink({ db, ip }: AuthRequest, email: string | null | undefined): Promise<true | string> {
  try {
    await takeTry(db, "linkByIp", ip);
    await takeTry(db, "linkByAccount", email ?? "");
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "rateLimited") return errorPage("RateLimited");
    throw error;
  }
}

/** Only an address that the provider has verified may open or join an account. Some send the word "true". */
function hasVerifiedEmail(profile: (Profile & { email_verified?: unknown }) | undefined): boolean {
  const isVerified = profile?.email_verified === true || profile?.email_verified === "true";
  return isVerified && EmailAddress.safeParse(profile.email).success;
}

/** A revoked session is no session to next-auth either: else a stolen cookie could still link an account to it. */
async function decodeLive(db: Database, params: Parameters<typeof decode>[0]) {
  const jwt = await decode(params);
  // A salt marks the cookies of a sign-in under way (state, PKCE), which have no session.
  if (params.salt || !jwt) return jwt;
  const sessionId = SessionId.safeParse(jwt.sessionId).data;
  const person = sessionId && (await findSessionUser(db, { sessionId }));
  return person ? jwt : null;
}

function errorPage(error: string): string {
  return new URL(`/sign-in?error=${error}`, settings().NEXTAUTH_URL).href;
}

function messageOf(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.message;
  const isWrapped = typeof metadata === "object" && metadata !== null && "error" in metadata;
  return isWrapped && metadata.error instanceof Error ? metadata.error.message : "unknown";
}
