import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

/** Somebody with an account at the provider. */
export type Visitor = { sub: string; name: string; email: string; email_verified: boolean | "true" };

/** What the provider does wrong, for the next sign-in; `keepsAddress` is no fault: it tells the address only at userinfo. */
export type Fault =
  | "cancel"
  | "serverError"
  | "wrongState"
  | "wrongNonce"
  | "expired"
  | "wrongKey"
  | "wrongAudience"
  | "tokenRefused"
  | "otherPerson"
  | "keepsAddress";

const KeyPair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const Authorize = z.object({
  redirect_uri: z.url(),
  state: z.string().min(8),
  code_challenge: z.string().optional(),
  nonce: z.string().optional(),
});
type Authorize = z.infer<typeof Authorize>;
type Grant = Authorize & { visitor: Visitor; faults: ReadonlySet<Fault> };

const CLIENT = { id: "atelier-test", secret: "a secret between two tests" };

/**
 * An OpenID Connect provider (discovery, authorize, token with a signed id token, userinfo, keys) that also
 * answers at GitHub's addresses. It checks what a real one checks: client, redirect, code once, PKCE.
 */
export async function startIdentityProvider() {
  const keys = KeyPair();
  const otherKeys = KeyPair();
  const grants = new Map<string, Grant>();
  const accessTokens = new Map<string, Grant>();
  const state = { visitor: newVisitor(), faults: new Set<Fault>(), isDown: false };

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      response.writeHead(400, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: "invalid_request", error_description: String(error) }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  const origin = `http://127.0.0.1:${address.port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (state.isDown) return void request.socket.destroy();
    const url = new URL(request.url ?? "/", origin);
    const json = (body: unknown) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return json(configuration(origin));
      case "/jwks":
        return json({
          keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: "1", use: "sig" }],
        });
      case "/authorize":
      case "/login/oauth/authorize": {
        response.writeHead(302, { location: authorize(url) });
        return void response.end();
      }
      case "/token":
      case "/login/oauth/access_token":
        return json(await exchange(request));
      case "/userinfo":
        return json(personOf(request));
      case "/api/v3/user":
        return json(gitHubUser(personOf(request)));
      case "/api/v3/user/emails":
        return json(gitHubEmails(personOf(request)));
      default:
        throw new Error(`nothing at ${url.pathname}`);
    }
  }

  function authorize(url: URL): string {
    const query = Object.fromEntries(url.searchParams);
    if (query.client_id !== CLIENT.id) throw new Error("unknown client");
    const asked = Authorize.parse(query);
    const { faults, visitor } = state;
    const back = new URL(asked.redirect_uri);
    back.searchParams.set("state", faults.has("wrongState") ? randomUUID() : asked.state);
    if (faults.has("cancel")) back.searchParams.set("error", "access_denied");
    else if (faults.has("serverError")) back.searchParams.set("error", "temporarily_unavailable");
    else {
      const code = randomUUID();
      grants.set(code, { ...asked, visitor, faults: new Set(faults) });
      back.searchParams.set("code", code);
    }
    return back.href;
  }

  async function exchange(request: IncomingMessage) {
    const form = new URLSearchParams(await bodyOf(request));
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    if (!grant || grant.faults.has("tokenRefused")) throw new Error("invalid_grant");
    checkClient(request, form);
    if (form.get("redirect_uri") !== grant.redirect_uri) throw new Error("another redirect");
    if (grant.code_challenge && sha256(form.get("code_verifier") ?? "") !== grant.code_challenge)
      throw new Error("wrong verifier");
    const accessToken = randomUUID();
    accessTokens.set(accessToken, grant);
    return {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: 600,
      // GitHub gives no id token, and a client that did not ask for one refuses it.
      ...(grant.nonce && { id_token: idToken(grant) }),
    };
  }

  function idToken({ visitor, nonce, faults }: Grant): string {
    const nowS = Math.floor(Date.now() / 1000);
    const { email, email_verified, ...rest } = visitor;
    return jwt(
      {
        iss: origin,
        aud: faults.has("wrongAudience") ? "somebody-else" : CLIENT.id,
        iat: nowS - 7200,
        exp: faults.has("expired") ? nowS - 3600 : nowS + 600,
        nonce: faults.has("wrongNonce") ? randomUUID() : nonce,
        ...rest,
        ...(!faults.has("keepsAddress") && !faults.has("otherPerson") && { email, email_verified }),
      },
      faults.has("wrongKey") ? otherKeys.privateKey : keys.privateKey,
    );
  }

  function personOf(request: IncomingMessage): Visitor {
    const grant = accessTokens.get(request.headers.authorization?.replace(/^(Bearer|token) /i, "") ?? "");
    if (!grant) throw new Error("unknown access token");
    return grant.faults.has("otherPerson") ? { ...grant.visitor, sub: randomUUID() } : grant.visitor;
  }

  return {
    origin,
    /** The variables of a server that knows this provider, as OIDC and as GitHub. */
    environment: {
      OIDC_ISSUER: origin,
      OIDC_ID: CLIENT.id,
      OIDC_SECRET: CLIENT.secret,
      OIDC_NAME: "Campus",
      GITHUB_URL: origin,
      GITHUB_ID: CLIENT.id,
      GITHUB_SECRET: CLIENT.secret,
    },
    /** Who signs in there from now on, and what goes wrong. */
    expect(visitor: Visitor, ...faults: Fault[]): void {
      Object.assign(state, { visitor, faults: new Set(faults) });
    },
    setDown(isDown: boolean): void {
      state.isDown = isDown;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function newVisitor(given: Partial<Visitor> = {}): Visitor {
  const sub = randomUUID();
  return { sub, name: "Yuna Choi", email: `${sub}@campus.example`, email_verified: true, ...given };
}

function configuration(origin: string) {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    userinfo_endpoint: `${origin}/userinfo`,
    jwks_uri: `${origin}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}

function gitHubUser({ sub, name }: Visitor) {
  // The address that GitHub shows in public is another one, which nobody verified.
  return { id: Number.parseInt(sub.slice(0, 8), 16), login: "yuna", name, email: "public@elsewhere.example" };
}

function gitHubEmails({ email, email_verified }: Visitor) {
  return [
    { email: "second@elsewhere.example", primary: false, verified: true },
    { email, primary: true, verified: email_verified === true },
  ];
}

function checkClient(request: IncomingMessage, form: URLSearchParams): void {
  const [, basic] = /^Basic (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  const [id, secret] = basic
    ? Buffer.from(basic, "base64").toString().split(":").map(decodeForm)
    : [form.get("client_id"), form.get("client_secret")];
  if (id !== CLIENT.id || secret !== CLIENT.secret) throw new Error("invalid_client");
}

function decodeForm(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

function jwt(claims: object, key: Parameters<typeof sign>[2]): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const head = `${encode({ alg: "RS256", kid: "1" })}.${encode(claims)}`;
  return `${head}.${sign("RSA-SHA256", Buffer.from(head), key).toString("base64url")}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
