import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

export interface Crumb {
  label: string;
  href: string;
}

export interface PageHeaderProps {
  title: ReactNode;
  /** The pages above this one, outermost first; not this page. */
  crumbs?: readonly Crumb[] | undefined;
  /** Short facts under the title, separated by gaps: counts, dates, a badge. */
  meta?: ReactNode;
  /** Buttons at the right; the primary one last. */
  actions?: ReactNode;
}

/** The head of a work page; holds its only h1. */
export function PageHeader({ title, crumbs = [], meta, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pt-6 pb-5">
      <div className="flex min-w-0 flex-col gap-1">
        {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
        <h1 className="display text-2xl break-words">{title}</h1>
        {meta && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-soft">{meta}</div>
        )}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useTranslations("common");
  return (
    <nav aria-label={t("breadcrumbs")}>
      <ol className="flex flex-wrap items-center gap-x-1.5 text-sm text-ink-faint">
        {crumbs.map((crumb, index) => (
          <li key={crumb.href} className="flex items-center gap-1.5">
            {index > 0 && <span aria-hidden="true">/</span>}
            <Link href={crumb.href} className="py-0.5 hover:text-ink hover:underline">
              {crumb.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
