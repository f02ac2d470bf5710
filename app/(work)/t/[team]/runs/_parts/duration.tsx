import { useTranslations } from "next-intl";

/** "3 min 12 s" in the reader's language. */
export function Duration({ ms }: { ms: number }) {
  const t = useTranslations("runs");
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return t("duration.hours", { hours, minutes: minutes % 60 });
  if (minutes > 0) return t("duration.minutes", { minutes, seconds: seconds % 60 });
  return t("duration.seconds", { seconds });
}
