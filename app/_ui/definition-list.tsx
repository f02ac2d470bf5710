import type { ReactNode } from "react";

/** Terms and their values in two columns: settings of a run, facts of a file. */
export function DefinitionList({
  items,
}: {
  items: readonly { term: ReactNode; value: ReactNode; key?: string }[];
}) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,max-content)_1fr] text-sm">
      {items.map((item, index) => (
        <div
          key={item.key ?? index}
          className="col-span-2 grid grid-cols-subgrid gap-x-6 border-b border-line py-1.5"
        >
          <dt className="text-ink-faint">{item.term}</dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
