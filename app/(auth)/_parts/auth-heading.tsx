import type { ReactNode } from "react";

/** The head of a page before the door: one line in the display face, one that says what it is for. */
export function AuthHeading({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="mb-8 flex flex-col gap-2">
      <h1 className="display text-3xl">{title}</h1>
      {children && <p className="text-md text-ink-soft">{children}</p>}
    </div>
  );
}
