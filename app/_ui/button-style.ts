import { classNames } from "./class-names";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "destructive";
export type ButtonSize = "small" | "medium" | "large";

const BASE =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none transition-colors duration-140 ease-settle disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-pigment bg-pigment text-on-pigment hover:border-pigment-strong hover:bg-pigment-strong",
  secondary: "border-line-strong bg-raised text-ink hover:bg-hover data-popup-open:bg-hover",
  quiet:
    "border-transparent text-ink-soft hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink",
  destructive:
    "border-vermilion bg-vermilion text-on-vermilion hover:border-vermilion-strong hover:bg-vermilion-strong",
};

const SIZES: Record<ButtonSize, string> = {
  small: "h-7 px-2 text-sm",
  medium: "h-8 px-3 text-sm",
  large: "h-11 px-5 text-md",
};

const SQUARE: Record<ButtonSize, string> = {
  small: "size-7 p-0",
  medium: "size-8 p-0",
  large: "size-11 p-0",
};

/** The classes of anything that looks like a button; `square` for a lone icon. */
export function buttonStyle(options: {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  square?: boolean | undefined;
}): string {
  const { variant = "secondary", size = "medium", square = false } = options;
  return classNames(BASE, VARIANTS[variant], SIZES[size], square && SQUARE[size]);
}
