import { hasAdmin } from "@/db/queries/user";
import { oauthProviders } from "../../auth/providers";
import type { RequestContext } from "../../context";
import { settings } from "../../settings";

export type SignInMethods = {
  /** Ways through another site, in the order to show them. */
  providers: { id: string; name: string }[];
  /** Whether the server can send mail, and so sign-in links. */
  link: boolean;
  /** Whether the next account opened becomes the administrator. */
  firstAccount: boolean;
};

/** What the sign-in and sign-up pages may offer: only what this server is set up for. Passwords always work. */
export async function listSignInMethods(ctx: RequestContext): Promise<SignInMethods> {
  const { SMTP_URL } = settings();
  return {
    providers: oauthProviders().map(({ id, name }) => ({ id, name })),
    link: Boolean(SMTP_URL),
    firstAccount: !(await hasAdmin(ctx.db)),
  };
}
