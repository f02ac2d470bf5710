import type { ReactNode } from "react";

/** An empty frame hung slightly askew beside a wall label: for pages that are missing or broke. */
export function BlankWall({
  title,
  body,
  children,
}: {
  title: ReactNode;
  body: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="mx-auto grid w-full max-w-5xl items-end gap-x-14 gap-y-10 py-12 md:grid-cols-[3fr_2fr]">
      <svg
        viewBox="0 0 400 300"
        aria-hidden="true"
        className="w-full max-w-lg -rotate-2 text-line-strong md:max-w-none"
      >
        <path d="M200 4v22M200 26 60 62M200 26l140 36" stroke="currentColor" fill="none" />
        <rect x="40.5" y="62.5" width="319" height="220" fill="none" stroke="currentColor" />
        <rect x="54.5" y="76.5" width="291" height="192" className="fill-sunk stroke-line" />
        <path d="M54.5 268.5v-120l182-72h108v192z" className="fill-raised" opacity="0.7" />
      </svg>
      <div className="flex max-w-md flex-col gap-4 border-t border-line-strong pt-4">
        <h1 className="display text-3xl">{title}</h1>
        <p className="text-base text-ink-soft">{body}</p>
        <div className="flex flex-wrap gap-2 pt-1">{children}</div>
      </div>
    </section>
  );
}
