"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names";
import { KeyHint } from "./key-hint";

const ITEM_STYLE =
  "flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0";

/** A button that opens a list of actions: `<Menu trigger={<IconButton …/>}><MenuItem …/></Menu>`. */
export function Menu({
  trigger,
  align = "start",
  side = "bottom",
  defaultOpen = false,
  children,
}: {
  trigger: ReactElement;
  defaultOpen?: boolean | undefined;
  align?: "start" | "center" | "end" | undefined;
  side?: "top" | "bottom" | "left" | "right" | undefined;
  children: ReactNode;
}) {
  return (
    <Base.Root defaultOpen={defaultOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-60 outline-none"
        >
          <Base.Popup className="floating settle max-h-[var(--available-height)] min-w-44 max-w-80 overflow-y-auto overscroll-contain p-1 outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  icon?: ReactNode;
  shortcut?: string | undefined;
  destructive?: boolean | undefined;
  disabled?: boolean | undefined;
  onSelect: () => void;
  children: ReactNode;
}

/** One action of a menu. */
export function MenuItem({
  icon,
  shortcut,
  destructive = false,
  disabled = false,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <Base.Item
      disabled={disabled}
      onClick={onSelect}
      className={classNames(
        ITEM_STYLE,
        destructive && "text-vermilion-ink data-highlighted:bg-vermilion-wash",
      )}
    >
      {icon}
      <span className="grow truncate">{children}</span>
      {shortcut && <KeyHint keys={shortcut} />}
    </Base.Item>
  );
}

/** A menu entry that goes somewhere. */
export function MenuLink({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className={ITEM_STYLE}>
      {icon}
      <span className="grow truncate">{children}</span>
    </Base.LinkItem>
  );
}

/** A choice of one among several inside a menu, with a heading. */
export function MenuChoice<Value extends string>(props: {
  label: string;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 py-1 text-xs text-ink-faint">{props.label}</Base.GroupLabel>
      <Base.RadioGroup value={props.value} onValueChange={props.onChange}>
        {props.options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={ITEM_STYLE}>
            {option.icon}
            <span className="grow">{option.label}</span>
            <Base.RadioItemIndicator className="text-pigment">
              <Check aria-hidden="true" />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

/** A titled group of items. */
export function MenuGroup({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="truncate px-2 py-1 text-xs text-ink-faint">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

/** A hairline between groups. */
export function MenuSeparator() {
  return <div className="-mx-1 my-1 h-px bg-line" aria-hidden="true" />;
}
