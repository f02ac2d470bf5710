import Link from "next/link";

/** The mark: a studio window, north light falling through it in pigment. */
export function Mark({ className = "size-5" }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={className}>
      <path d="M2.5 17.5v-15h15z" className="fill-pigment" />
      <path
        d="M2.5 2.5h15v15h-15zM10 2.5v15M2.5 10h15"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
      />
    </svg>
  );
}

/** Mark and name, leading to the entrance. */
export function Brand() {
  return (
    <Link href="/" className="inline-flex min-h-8 items-center gap-2.5 text-ink">
      <Mark />
      <span className="display text-lg leading-none">Atelier</span>
    </Link>
  );
}
