"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { FieldError } from "./field-frame";

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
}

/** A native checkbox with its label; works with `register`. */
export function Checkbox({ label, hint, error, id: givenId, ...rest }: CheckboxProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <div className="flex flex-col gap-1">
      <div className="grid grid-cols-[1rem_1fr] gap-x-2.5">
        <input
          id={id}
          type="checkbox"
          aria-describedby={hint ? `${id}-hint` : undefined}
          aria-invalid={error ? true : undefined}
          {...rest}
          className="mt-1 size-4 rounded-sm accent-pigment"
        />
        <label htmlFor={id} className="min-h-6 py-0.5 text-sm">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="col-start-2 text-xs text-ink-soft">
            {hint}
          </p>
        )}
      </div>
      <FieldError message={error} />
    </div>
  );
}
