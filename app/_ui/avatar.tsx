import { classNames } from "./class-names";

/** A person or team as initials. Decorative: show the name beside it. */
export function Avatar({
  name,
  square = false,
  className,
}: {
  name: string;
  /** Teams are square and inked, people round and outlined. */
  square?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "inline-flex size-6 shrink-0 items-center justify-center overflow-hidden text-[0.6875rem] leading-none font-semibold select-none",
        square
          ? "rounded-md bg-ink text-ground"
          : "rounded-full border border-line-strong bg-raised text-ink",
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return /\p{Script=Hangul}|\p{Script=Han}/u.test(first) ? first : `${first}${last}`.toUpperCase();
}
