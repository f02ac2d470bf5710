"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/app/_ui/select";

const TOKEN_DAYS = [7, 30, 90, 365] as const;

/** How long a token lasts. */
export function DaysSelect({ value, onChange }: { value: number; onChange: (days: number) => void }) {
  const t = useTranslations("account.token");
  const options = TOKEN_DAYS.map((days) => ({ value: String(days), label: t("dayCount", { days }) }));
  return (
    <Select
      label={t("days")}
      options={options}
      value={String(value)}
      onChange={(days) => onChange(Number(days))}
    />
  );
}
