import type { ReactNode } from "react";

export interface EmptyStateProps {
  /** What belongs here: "No datasets yet". */
  title: ReactNode;
  /** One or two sentences: what it is for. */
  children?: ReactNode;
  /** One concrete example, shown as it will look: a row, a small picture, a command. */
  example?: ReactNode;
  /** The one thing to do: a Button or LinkButton. */
  action?: ReactNode;
}

/** An empty place that shows one example and one action. */
export function EmptyState({ title, children, example, action }: EmptyStateProps) {
  return (
    <section className="flex w-full max-w-xl flex-col items-start gap-4 py-10 sm:py-14">
      {example && <div className="w-full border-y border-line py-4 text-ink-soft">{example}</div>}
      <div className="flex flex-col gap-2">
        <h2 className="display text-xl">{title}</h2>
        {children && <div className="max-w-prose text-base text-ink-soft">{children}</div>}
      </div>
      {action}
    </section>
  );
}
