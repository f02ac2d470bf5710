import { z } from "zod";

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 200;

/** An e-mail address as it is stored: trimmed and lower-case, ASCII only, so that no look-alike letters pass. */
export const EmailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** What a person is called: any script, no line breaks or control characters. */
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u);
/** A new password, NFC so that it is the same on every keyboard. */
export const NewPassword = z.string().min(MIN_PASSWORD_LENGTH).max(MAX_PASSWORD_LENGTH).normalize("NFC");
/** A password to check: any that could ever have been set. */
export const Password = z.string().min(1).max(MAX_PASSWORD_LENGTH).normalize("NFC");

export const SignUpInput = z.object({ name: PersonName, email: EmailAddress, password: NewPassword });
export type SignUpInput = z.infer<typeof SignUpInput>;
export const SignInInput = z.object({ email: EmailAddress, password: Password });
export type SignInInput = z.infer<typeof SignInInput>;

/** The languages that mails are written in. */
export const MailLocale = z.enum(["en", "ko"]);
export type MailLocale = z.infer<typeof MailLocale>;

export const ProfileInput = z.object({
  name: PersonName.optional(),
  locale: MailLocale.nullable().optional(),
});
export type ProfileInput = z.infer<typeof ProfileInput>;
/** `current` is empty for an account that has no password yet. */
export const ChangePasswordInput = z.object({
  current: z.string().max(MAX_PASSWORD_LENGTH).normalize("NFC"),
  next: NewPassword,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;
export const DeleteAccountInput = z.object({
  confirmEmail: z.string().trim().toLowerCase().max(254),
  password: z.string().max(MAX_PASSWORD_LENGTH).normalize("NFC"),
});
export type DeleteAccountInput = z.infer<typeof DeleteAccountInput>;

/** `locale` is the language of the page that asked, and so of the mail. */
export const ForgotPasswordInput = z.object({ email: EmailAddress, locale: MailLocale });
export type ForgotPasswordInput = z.infer<typeof ForgotPasswordInput>;
/** The secret of a mailed link, as it stands in the link's fragment. */
export const MailSecret = z.string().min(1).max(2000);
export const ResetPasswordInput = z.object({ secret: MailSecret, next: NewPassword });
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;
/** `password` is empty for an account that has none. */
export const MoveAddressInput = z.object({
  email: EmailAddress,
  password: z.string().max(MAX_PASSWORD_LENGTH).normalize("NFC"),
  locale: MailLocale,
});
export type MoveAddressInput = z.infer<typeof MoveAddressInput>;
