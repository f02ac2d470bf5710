"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { describedBy, FIELD_STYLE, FieldFrame } from "./field-frame";

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** A second line that says what choosing it means. */
  detail?: ReactNode;
  disabled?: boolean | undefined;
}

export interface SelectProps<Value extends string> {
  label: ReactNode;
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  name?: string | undefined;
  className?: string | undefined;
}

/** One of a few options (up to about twenty; beyond that use Combobox). Type to jump. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const {
    label,
    hideLabel,
    hint,
    error,
    options,
    value,
    onChange,
    placeholder,
    disabled = false,
    name,
  } = props;
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <Base.Root
        items={options}
        value={value}
        onValueChange={(next) => next !== null && onChange(next)}
        disabled={disabled}
        {...(name !== undefined && { name })}
      >
        <Base.Trigger
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, hint, error)}
          className={classNames(
            FIELD_STYLE,
            "flex h-9 items-center justify-between gap-2 text-left data-popup-open:border-pigment",
            props.className,
          )}
        >
          <Base.Value
            placeholder={<span className="text-ink-faint">{placeholder ?? ""}</span>}
            className="truncate"
          />
          <Base.Icon className="text-ink-faint">
            <ChevronsUpDown aria-hidden="true" className="size-3.5" />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-60 outline-none">
            <Base.Popup className="floating settle max-h-[min(var(--available-height),24rem)] min-w-[var(--anchor-width)] overflow-y-auto overscroll-contain p-1">
              <Base.List>
                {options.map((option) => (
                  <Option key={option.value} option={option} />
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldFrame>
  );
}

function Option<Value extends string>({ option }: { option: SelectOption<Value> }) {
  return (
    <Base.Item
      value={option.value}
      disabled={option.disabled ?? false}
      className="grid cursor-default grid-cols-[1rem_1fr] items-start gap-x-2 rounded-sm px-2 py-1.5 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover"
    >
      <Base.ItemIndicator className="row-start-1 pt-0.5 text-pigment">
        <Check aria-hidden="true" className="size-4" />
      </Base.ItemIndicator>
      <Base.ItemText className="col-start-2">{option.label}</Base.ItemText>
      {option.detail && <span className="col-start-2 text-xs text-ink-soft">{option.detail}</span>}
    </Base.Item>
  );
}
