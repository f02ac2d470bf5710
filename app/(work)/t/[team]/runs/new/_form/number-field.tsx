"use client";

import { useState } from "react";
import { TextField } from "@/app/_ui/text-field";

type Props = {
  label: string;
  hint: string | undefined;
  error: string | undefined;
  isOptional: boolean;
  value: number | null;
  onChange: (value: number | string | null) => void;
};

/**
 * A number as typed. What is not a number is handed on as text, so that the schema refuses it and nothing the
 * person wrote is changed under their fingers.
 */
export function NumberField({ label, hint, error, isOptional, value, onChange }: Props) {
  const [text, setText] = useState(value === null ? "" : String(value));
  function change(next: string) {
    setText(next);
    const number = Number(next);
    if (next.trim() === "") onChange(isOptional ? null : "");
    else onChange(Number.isFinite(number) ? number : next);
  }
  return (
    <TextField
      label={label}
      hint={hint}
      error={error}
      inputMode="decimal"
      className="tabular-nums"
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  );
}
