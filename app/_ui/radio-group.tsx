"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup as Base } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";
import { FieldError } from "./field-frame";

export interface RadioOption<Value extends string> {
  value: Value;
  label: ReactNode;
  detail?: ReactNode;
  disabled?: boolean | undefined;
}

export interface RadioGroupProps<Value extends string> {
  label: ReactNode;
  options: readonly RadioOption<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  error?: string | undefined;
  disabled?: boolean | undefined;
}

/** One of two to five options, all in sight, each with a line on what it means. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, options, value, onChange, error, disabled = false } = props;
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="text-sm font-medium">
        {label}
      </span>
      <Base
        aria-labelledby={id}
        value={value}
        onValueChange={(next) => next !== null && onChange(next)}
        disabled={disabled}
        className="divide-y divide-line border-y border-line"
      >
        {options.map((option) => (
          <RadioRow key={option.value} option={option} />
        ))}
      </Base>
      <FieldError message={error} />
    </div>
  );
}

function RadioRow<Value extends string>({ option }: { option: RadioOption<Value> }) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="grid grid-cols-[1rem_1fr] gap-x-2.5 py-2.5 text-sm has-data-disabled:opacity-50"
    >
      <Radio.Root
        id={id}
        value={option.value}
        disabled={option.disabled ?? false}
        aria-labelledby={`${id}-label`}
        aria-describedby={option.detail ? `${id}-detail` : undefined}
        className="mt-0.5 flex size-4 items-center justify-center rounded-full border border-line-strong bg-raised data-checked:border-pigment data-checked:bg-pigment"
      >
        <Radio.Indicator className="size-1.5 rounded-full bg-on-pigment" />
      </Radio.Root>
      <span id={`${id}-label`}>{option.label}</span>
      {option.detail && (
        <span id={`${id}-detail`} className="col-start-2 text-xs text-ink-soft">
          {option.detail}
        </span>
      )}
    </label>
  );
}
