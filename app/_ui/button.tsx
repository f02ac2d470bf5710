import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";
import { classNames } from "./class-names";
import { Spinner } from "./spinner";

export interface ButtonProps extends ComponentProps<"button"> {
  /** `primary` once per screen: the one thing to do. `destructive` only where something is lost. */
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: ReactNode;
  /** Shows a spinner and refuses clicks, but keeps focus where it is. */
  pending?: boolean | undefined;
}

/** A button; its label is a verb ("Freeze version"). `type` is "button" unless told. */
export function Button({ variant, size, icon, pending = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...(pending && { "aria-disabled": true, "aria-busy": true, onClick: refuse })}
      className={classNames(buttonStyle({ variant, size }), className)}
    >
      {pending ? <Spinner /> : icon}
      {children}
    </button>
  );
}

function refuse(event: MouseEvent) {
  event.preventDefault();
}
