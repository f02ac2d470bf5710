import { createTransport } from "nodemailer";
import { settings } from "../settings";
import type { Letter } from "./letter";

// nodemailer would wait for minutes, and with it the person who asked for the mail.
const TIMEOUTS = { connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: 15_000 };

/** Sends one mail through SMTP_URL; rejects when the mail server does not take it. */
export async function sendMail(mail: Letter & { to: string }): Promise<void> {
  const { SMTP_URL, SMTP_FROM, NEXTAUTH_URL } = settings();
  const transport = createTransport({ url: SMTP_URL, ...TIMEOUTS });
  await transport.sendMail({
    from: SMTP_FROM ?? `Atelier <atelier@${new URL(NEXTAUTH_URL).hostname}>`,
    ...mail,
  });
}
