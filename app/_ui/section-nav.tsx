"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "./class-names";

/** The pages of one place (settings, account): links under a hairline, the present one inked. */
export function SectionNav({
  label,
  items,
}: {
  label: string;
  items: readonly { href: string; label: string }[];
}) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="mb-8 border-b border-line">
      <ul className="flex gap-5 overflow-x-auto">
        {items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              aria-current={pathname === item.href ? "page" : undefined}
              className={classNames(
                "-mb-px flex h-10 shrink-0 items-center border-b-2 text-sm font-medium whitespace-nowrap focus-visible:outline-offset-[-2px]",
                pathname === item.href
                  ? "border-ink text-ink"
                  : "border-transparent text-ink-soft hover:text-ink",
              )}
            >
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
