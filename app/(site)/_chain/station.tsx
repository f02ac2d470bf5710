import Link from "next/link";
import type { ReactNode } from "react";

/** One stop of the line: a dot on it, the verb, the screen below, its wall label. The whole of it opens the real page. */
export function Station(props: {
  verb: string;
  href: string;
  width: string;
  note: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className={`relative flex shrink-0 flex-col gap-4 ${props.width}`}>
      <span
        aria-hidden="true"
        className="absolute -top-6 left-0 size-2.5 rounded-full border-2 border-pigment bg-ground"
      />
      <h3 className="display text-lg">
        <Link href={props.href} className="after:absolute after:inset-0 hover:text-pigment">
          {props.verb}
        </Link>
      </h3>
      <div className="flex h-72 flex-col">{props.children}</div>
      <p className="border-t border-line pt-2 text-sm text-ink-soft">{props.note}</p>
    </li>
  );
}
