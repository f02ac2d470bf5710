import EmailProvider from "next-auth/providers/email";
import type { Database } from "@/db/client";
import { findUserByEmail } from "@/db/queries/user";
import { EmailAddress } from "@/lib/protocol/credentials";
import { settings } from "../settings";
import { sendMail } from "./send-mail";

const LINK_MINUTES = 20;

/** Sign-in links, where the server can send mail; nothing otherwise. */
export function mailProvider(db: Database) {
  const { SMTP_URL } = settings();
  if (!SMTP_URL) return [];
  const provider = EmailProvider({
    maxAge: LINK_MINUTES * 60,
    normalizeIdentifier: (identifier) => EmailAddress.parse(identifier),
    async sendVerificationRequest({ identifier, url }) {
      const person = await findUserByEmail(db, { email: identifier });
      // A disabled account gets no mail, but whoever asks sees the same page.
      if (!person?.disabledAt) await sendMail({ to: identifier, ...linkMail(url, person?.locale) });
    },
  });
  return [provider];
}

function linkMail(url: string, locale: string | null | undefined) {
  const host = new URL(url).host;
  if (locale === "ko") {
    return {
      subject: `${host} 로그인 링크`,
      text: `아래 링크를 열면 Atelier에 로그인돼요. ${LINK_MINUTES}분 동안 한 번만 쓸 수 있어요.\n\n${url}\n\n요청한 적이 없다면 이 메일은 무시해 주세요. 아무 일도 일어나지 않아요.\n`,
    };
  }
  return {
    subject: `Your link to sign in to ${host}`,
    text: `Open this link to sign in to Atelier. It works once, within ${LINK_MINUTES} minutes.\n\n${url}\n\nIf you did not ask for it, ignore this mail; nothing happens.\n`,
  };
}
