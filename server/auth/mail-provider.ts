import EmailProvider from "next-auth/providers/email";
import type { Database } from "@/db/client";
import { findUserByEmail } from "@/db/queries/user";
import { EmailAddress, type MailLocale } from "@/lib/protocol/credentials";
import { settings } from "../settings";
import { LINK_MINUTES, nobodyLetter, signInLetter } from "./letters";
import { sendMail } from "./send-mail";

/** Sign-in links, where the server can send mail; nothing otherwise. */
export function mailProvider(db: Database, locale: MailLocale) {
  const { SMTP_URL } = settings();
  if (!SMTP_URL) return [];
  const provider = EmailProvider({
    maxAge: LINK_MINUTES * 60,
    normalizeIdentifier: (identifier) => EmailAddress.parse(identifier),
    async sendVerificationRequest({ identifier, url }) {
      const person = await findUserByEmail(db, { email: identifier });
      // A disabled account gets another mail, but whoever asks sees the same page after the same time.
      const letter = person?.disabledAt
        ? nobodyLetter({ locale })
        : signInLetter({ locale, url: landingOf(url), isNew: !person });
      await sendMail({ to: identifier, ...letter });
    },
  });
  return [provider];
}

/**
 * The page that a mailed link opens: it asks for one press before it goes on to next-auth's address, since mail
 * scanners open links too and would use them up. What the link carries stands in the fragment, out of logs.
 */
function landingOf(url: string): string {
  const { search } = new URL(url);
  return new URL(`/enter#${search.slice(1)}`, settings().NEXTAUTH_URL).href;
}
