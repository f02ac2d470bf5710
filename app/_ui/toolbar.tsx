"use client";

import { Toolbar as Base } from "@base-ui/react/toolbar";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** A row of controls over a list or a canvas: filters at the left, `ToolbarSpacer`, actions at the right. */
export function Toolbar({
  label,
  className,
  children,
}: {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Base.Root
      aria-label={label}
      render={
        <div className={classNames("flex min-h-11 flex-wrap items-center gap-1.5 py-1.5", className)} />
      }
    >
      {children}
    </Base.Root>
  );
}

/** Pushes what follows to the right end. */
export function ToolbarSpacer() {
  return <div className="grow" />;
}
