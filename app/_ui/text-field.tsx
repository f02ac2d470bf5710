"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import { describedBy, FIELD_STYLE, FieldFrame } from "./field-frame";

export interface TextFieldProps extends ComponentProps<"input"> {
  label: ReactNode;
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  aside?: ReactNode;
  /** Inside the field, before the text: an icon or a prefix such as "atelier/". */
  leading?: ReactNode;
  trailing?: ReactNode;
}

/** One line of text. With react-hook-form: `<TextField label=… error={errors.x?.message} {...register("x")} />`. */
export function TextField(props: TextFieldProps) {
  const { label, hideLabel, hint, error, aside, leading, trailing, className, id: givenId, ...rest } = props;
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error} aside={aside}>
      <div className="relative flex items-center">
        {leading && (
          <span className="pointer-events-none absolute left-2.5 flex text-ink-faint [&_svg]:size-4">
            {leading}
          </span>
        )}
        <input
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, hint, error)}
          {...rest}
          className={classNames(FIELD_STYLE, "h-9", leading ? "pl-8" : "", trailing ? "pr-9" : "", className)}
        />
        {trailing && <span className="absolute right-1 flex text-ink-faint">{trailing}</span>}
      </div>
    </FieldFrame>
  );
}
