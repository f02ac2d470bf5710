"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/app/_ui/select";

const ALL = "*";

/** Narrows an audit log to what one person did. */
export function PersonFilter(props: {
  people: readonly { userId: string; name: string }[];
  value: string | null;
  onChange: (userId: string | null) => void;
}) {
  const t = useTranslations("account.auditTable");
  const options = [
    { value: ALL, label: t("everybody") },
    ...props.people.map(({ userId, name }) => ({ value: userId, label: name })),
  ];
  return (
    <div className="w-44">
      <Select
        label={t("filterPerson")}
        hideLabel
        options={options}
        value={props.value ?? ALL}
        onChange={(userId) => props.onChange(userId === ALL ? null : userId)}
      />
    </div>
  );
}
