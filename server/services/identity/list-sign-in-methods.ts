import { oauthProviders } from "../../auth/providers";
import { settings } from "../../settings";

export type SignInMethods = {
  /** Ways through another site, in the order to show them. */
  providers: { id: string; name: string }[];
  /** Whether the server can send mail, and so sign-in links. */
  link: boolean;
};

/** What the sign-in and sign-up pages may offer: only what this server is set up for. Passwords always work. */
export function listSignInMethods(): SignInMethods {
  const { SMTP_URL } = settings();
  return { providers: oauthProviders().map(({ id, name }) => ({ id, name })), link: Boolean(SMTP_URL) };
}
