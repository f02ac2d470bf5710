"use client";

import { Switch as Base } from "@base-ui/react/switch";
import { type ReactNode, useId } from "react";

export interface SwitchProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean | undefined;
}

/** On or off, at once; for a choice that waits for "Save", use Checkbox. */
export function Switch({ label, hint, checked, onChange, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="flex flex-col gap-0.5">
        <span id={`${id}-label`} className="text-sm font-medium">
          {label}
        </span>
        {hint && (
          <span id={`${id}-hint`} className="text-xs text-ink-soft">
            {hint}
          </span>
        )}
      </div>
      <Base.Root
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative flex h-6 w-10 shrink-0 items-center rounded-full border border-line-strong bg-sunk transition-colors duration-140 data-checked:border-pigment data-checked:bg-pigment data-disabled:opacity-50"
      >
        <Base.Thumb className="block size-4 translate-x-[3px] rounded-full bg-ink-soft transition-transform duration-140 ease-settle data-checked:translate-x-[19px] data-checked:bg-on-pigment" />
      </Base.Root>
    </div>
  );
}
