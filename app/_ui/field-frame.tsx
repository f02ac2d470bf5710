import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Ids that tie a control to its hint and error. */
export function describedBy(id: string, hint: unknown, error: unknown): string | undefined {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** The outline shared by fields that are typed into. */
export const FIELD_STYLE =
  "w-full rounded-md border border-line-strong bg-raised px-2.5 text-base text-ink placeholder:text-ink-faint transition-colors duration-140 hover:border-ink-soft focus-visible:border-pigment focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-sunk disabled:text-ink-faint aria-invalid:border-vermilion aria-invalid:focus-visible:outline-vermilion";

export interface FieldFrameProps {
  id: string;
  label: ReactNode;
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  /** Shown at the label's right end: "optional", a counter, a link. */
  aside?: ReactNode;
  children: ReactNode;
}

/** Label above, control, hint and error below. */
export function FieldFrame({ id, label, hideLabel = false, hint, error, aside, children }: FieldFrameProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className={hideLabel ? "sr-only" : "flex items-baseline justify-between gap-3"}>
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
        </label>
        {aside && <span className="text-xs text-ink-faint">{aside}</span>}
      </div>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-soft">
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}

/** What is wrong with a field, announced when it appears. */
export function FieldError({ id, message }: { id?: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <p id={id} role="alert" className="flex items-start gap-1.5 text-xs font-medium text-vermilion-ink">
      <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
      {message}
    </p>
  );
}
