import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";
import { classNames } from "./class-names";
import { KeyHint } from "./key-hint";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** What it does, for screen readers and the tooltip. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** Its shortcut, shown in the tooltip: "Mod+Z". */
  shortcut?: string | undefined;
  /** For toggles: whether it is on. */
  pressed?: boolean | undefined;
  pending?: boolean | undefined;
  tooltipSide?: "top" | "bottom" | "left" | "right" | undefined;
}

/** A square button with an icon, a name and a tooltip. */
export function IconButton({
  label,
  icon,
  variant = "quiet",
  size,
  shortcut,
  pressed,
  pending = false,
  tooltipSide = "top",
  className,
  ...rest
}: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      {...(pressed !== undefined && { "aria-pressed": pressed })}
      {...rest}
      {...(pending && { "aria-busy": true, disabled: true })}
      className={classNames(
        buttonStyle({ variant, size, square: true }),
        pressed && "bg-pigment-wash text-pigment hover:bg-pigment-wash hover:text-pigment",
        className,
      )}
    >
      {pending ? <Spinner /> : icon}
    </button>
  );
  const hint = (
    <>
      {label}
      {shortcut && <KeyHint keys={shortcut} inverse />}
    </>
  );
  return (
    <Tooltip content={hint} side={tooltipSide}>
      {button}
    </Tooltip>
  );
}
