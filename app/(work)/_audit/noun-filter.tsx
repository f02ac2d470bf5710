"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/app/_ui/select";

const ALL = "*";

/** Narrows an audit log to what concerns one kind of thing. */
export function NounFilter(props: {
  nouns: readonly string[];
  value: string | null;
  onChange: (noun: string | null) => void;
}) {
  const t = useTranslations("account.auditTable");
  const options = [
    { value: ALL, label: t("all") },
    ...props.nouns.map((noun) => ({ value: noun, label: noun })),
  ];
  return (
    <div className="w-44">
      <Select
        label={t("filter")}
        hideLabel
        options={options}
        value={props.value ?? ALL}
        onChange={(noun) => props.onChange(noun === ALL ? null : noun)}
      />
    </div>
  );
}
