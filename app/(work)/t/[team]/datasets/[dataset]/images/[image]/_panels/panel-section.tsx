import type { ReactNode } from "react";

/** A part of the panel under its heading. */
export function PanelSection({
  title,
  aside,
  className = "",
  children,
}: {
  title: string;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`flex min-h-0 flex-col border-b border-line ${className}`}>
      <header className="flex h-8 shrink-0 items-center justify-between gap-2 px-3">
        <h2 className="text-xs font-semibold text-ink-soft">{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
