import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** A table between hairlines that scrolls sideways in its own frame. Give it an `aria-label` or a caption. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    <div className="relative overflow-x-auto">
      <table {...rest} className={classNames("w-full border-collapse text-sm", className)} />
    </div>
  );
}

/** A row; give `onClick`-like behaviour through a link in its first cell, not on the row. */
export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={classNames("border-b border-line has-[a:hover]:bg-hover", className)} />;
}

/** A column's heading. `numeric` aligns right. */
export function Th({ numeric = false, className, ...rest }: ComponentProps<"th"> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        "h-8 px-3 text-xs font-medium whitespace-nowrap text-ink-faint first:pl-0 last:pr-0",
        numeric ? "text-right" : "text-left",
        className,
      )}
    />
  );
}

/** A cell. `numeric` aligns right. */
export function Td({ numeric = false, className, ...rest }: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td
      {...rest}
      className={classNames("h-10 px-3 py-1.5 first:pl-0 last:pr-0", numeric && "text-right", className)}
    />
  );
}
