import type { formats } from "./formats";
import type { Locale } from "./locale";
import type { Messages } from "./messages";

// Makes `useTranslations("ns")("key")` and its arguments checked by the compiler.
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
    Formats: typeof formats;
  }
}
