import { labelHue } from "@/lib/label-hues";
import { classNames } from "./class-names";

/** A person or team as initials on a hue drawn from the name. Decorative: show the name beside it. */
export function Avatar({
  name,
  square = false,
  className,
}: {
  name: string;
  /** Teams are square, people round. */
  square?: boolean | undefined;
  className?: string | undefined;
}) {
  const { paper } = labelHue(hashOf(name));
  return (
    <span
      aria-hidden="true"
      style={{ backgroundColor: paper }}
      className={classNames(
        "inline-flex size-6 shrink-0 items-center justify-center overflow-hidden text-[0.6875rem] leading-none font-semibold text-white select-none",
        square ? "rounded-md" : "rounded-full",
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

function hashOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65521;
  return hash;
}
