"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { describedBy, FIELD_STYLE, FieldFrame } from "./field-frame";

export interface TextAreaProps extends ComponentProps<"textarea"> {
  label: ReactNode;
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  aside?: ReactNode;
}

/** Several lines of text; grows with what is typed where the browser can. */
export function TextArea({
  label,
  hideLabel,
  hint,
  error,
  aside,
  className,
  id: givenId,
  ...rest
}: TextAreaProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error} aside={aside}>
      <textarea
        id={id}
        rows={3}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        {...rest}
        className={classNames(FIELD_STYLE, "field-sizing-content min-h-20 py-2", className)}
      />
    </FieldFrame>
  );
}
