import { createTransport } from "nodemailer";
import { settings } from "../settings";

/** Sends one plain-text mail through SMTP_URL; rejects when the mail server does not take it. */
export async function sendMail(mail: { to: string; subject: string; text: string }): Promise<void> {
  const { SMTP_URL, SMTP_FROM, NEXTAUTH_URL } = settings();
  const transport = createTransport(SMTP_URL);
  await transport.sendMail({
    from: SMTP_FROM ?? `Atelier <atelier@${new URL(NEXTAUTH_URL).hostname}>`,
    ...mail,
  });
}
