"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface TabItem<Value extends string> {
  value: Value;
  label: ReactNode;
  /** A small number after the label. */
  count?: ReactNode;
  content: ReactNode;
}

/** Panels on one page; keep `value` in the URL (nuqs) so that a link leads to the same panel. */
export function Tabs<Value extends string>(props: {
  label: string;
  items: readonly TabItem<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <Base.Root value={props.value} onValueChange={props.onChange}>
      <Base.List aria-label={props.label} className="flex gap-5 overflow-x-auto border-b border-line">
        {props.items.map((item) => (
          <Base.Tab
            key={item.value}
            value={item.value}
            className="-mb-px flex h-10 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-sm font-medium text-ink-soft hover:text-ink focus-visible:outline-offset-[-2px] data-active:border-ink data-active:text-ink"
          >
            {item.label}
            {item.count !== undefined && <span className="text-xs text-ink-faint">{item.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {props.items.map((item) => (
        <Base.Panel key={item.value} value={item.value} className="pt-5 outline-offset-4">
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
