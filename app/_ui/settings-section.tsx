import type { ReactNode } from "react";

/** One matter of a settings page: what it is at the left, the controls at the right; stacked on a phone. */
export function SettingsSection({
  title,
  lead,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-x-12 gap-y-4 border-b border-line py-8 first-of-type:pt-0 last-of-type:border-b-0 lg:grid-cols-[18rem_minmax(0,40rem)]">
      <div className="flex flex-col gap-1">
        <h2 className="text-md font-semibold">{title}</h2>
        {lead && <p className="text-sm text-ink-soft">{lead}</p>}
      </div>
      <div className="flex min-w-0 flex-col gap-5">{children}</div>
    </section>
  );
}
