"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/app/_ui/select";
import type { AuditedNoun } from "./audited-actions";

const ALL = "*";

/** Narrows an audit log to what concerns one kind of thing. */
export function NounFilter<Noun extends AuditedNoun>(props: {
  nouns: readonly Noun[];
  value: Noun | null;
  onChange: (noun: Noun | null) => void;
}) {
  const t = useTranslations("account.auditTable");
  const nameOf = (noun: AuditedNoun) => t(`noun.${noun}`);
  const options = [
    { value: ALL, label: t("all") },
    ...props.nouns.map((noun) => ({ value: noun, label: nameOf(noun) })),
  ];
  return (
    <div className="w-44">
      <Select
        label={t("filter")}
        hideLabel
        options={options}
        value={props.value ?? ALL}
        onChange={(noun) => props.onChange(props.nouns.find((known) => known === noun) ?? null)}
      />
    </div>
  );
}
