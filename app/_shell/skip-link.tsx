/** Jumps over the navigation to `#main`; shown when focused. */
export function SkipLink({ label }: { label: string }) {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-80 -translate-y-16 rounded-md bg-ink px-3 py-2 text-sm font-medium text-ground focus:translate-y-0"
    >
      {label}
    </a>
  );
}
