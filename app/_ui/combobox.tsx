"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { describedBy, FIELD_STYLE, FieldFrame } from "./field-frame";

export interface ComboboxOption {
  value: string;
  label: string;
  /** Before the label: a chip, a flag, an avatar. */
  mark?: ReactNode;
}

export interface ComboboxProps {
  label: ReactNode;
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  options: readonly ComboboxOption[];
  value: string | null;
  onChange: (value: string | null) => void;
  placeholder?: string | undefined;
  /** Said when nothing matches what was typed. */
  emptyText: string;
  disabled?: boolean | undefined;
}

/** One of many options, found by typing. */
export function Combobox(props: ComboboxProps) {
  const {
    label,
    hideLabel,
    hint,
    error,
    options,
    value,
    onChange,
    placeholder,
    emptyText,
    disabled = false,
  } = props;
  const id = useId();
  const selected = options.find((option) => option.value === value) ?? null;
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <Base.Root
        items={options}
        value={selected}
        onValueChange={(option) => onChange(option?.value ?? null)}
        isItemEqualToValue={(a, b) => a.value === b.value}
        disabled={disabled}
      >
        <div className="relative flex items-center">
          <Base.Input
            id={id}
            placeholder={placeholder}
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(id, hint, error)}
            className={classNames(FIELD_STYLE, "h-9 pr-8")}
          />
          <Base.Icon className="pointer-events-none absolute right-2.5 text-ink-faint">
            <ChevronsUpDown aria-hidden="true" className="size-3.5" />
          </Base.Icon>
        </div>
        <Base.Portal>
          <Base.Positioner sideOffset={4} className="z-60 outline-none">
            <Base.Popup className="floating settle max-h-[min(var(--available-height),20rem)] w-[var(--anchor-width)] overflow-y-auto overscroll-contain p-1">
              <Base.Empty className="text-sm text-ink-soft not-empty:px-2 not-empty:py-1.5">
                {emptyText}
              </Base.Empty>
              <Base.List>
                {(option: ComboboxOption) => (
                  <Base.Item
                    key={option.value}
                    value={option}
                    className="flex cursor-default items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover"
                  >
                    {option.mark}
                    <span className="grow truncate">{option.label}</span>
                    <Base.ItemIndicator className="text-pigment">
                      <Check aria-hidden="true" className="size-4" />
                    </Base.ItemIndicator>
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldFrame>
  );
}
