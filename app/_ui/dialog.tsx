"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement, ReactNode } from "react";
import { buttonStyle } from "./button-style";
import { classNames } from "./class-names";

export interface DialogProps {
  title: ReactNode;
  description?: ReactNode;
  /** The button that opens it; leave out when `open` is steered from outside. */
  trigger?: ReactElement | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  size?: "small" | "medium" | "large" | undefined;
  /** What has focus when it opens: an element, or true for the first that can have it. */
  initialFocus?: (() => boolean | HTMLElement | null) | undefined;
  /** Buttons at the foot, right-aligned; the one thing to do comes last. */
  footer?: ReactNode;
  children?: ReactNode;
}

const WIDTHS = { small: "sm:max-w-sm", medium: "sm:max-w-lg", large: "sm:max-w-3xl" } as const;

/** A modal dialog; a sheet at the bottom edge on a phone. Escape and a press outside close it. */
export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  size = "medium",
  initialFocus,
  footer,
  children,
}: DialogProps) {
  const t = useTranslations("common");
  return (
    <Base.Root {...(open !== undefined && { open })} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={BACKDROP_STYLE} />
        <Base.Viewport className={VIEWPORT_STYLE}>
          <Base.Popup className={classNames(POPUP_STYLE, WIDTHS[size])} initialFocus={initialFocus}>
            <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
              <div className="flex flex-col gap-1">
                <Base.Title className="text-md font-semibold">{title}</Base.Title>
                {description && (
                  <Base.Description className="text-sm text-ink-soft">{description}</Base.Description>
                )}
              </div>
              <Base.Close
                aria-label={t("close")}
                className={classNames(
                  buttonStyle({ variant: "quiet", size: "small", square: true }),
                  "-mr-1.5",
                )}
              >
                <X aria-hidden="true" />
              </Base.Close>
            </header>
            {children && <div className="overflow-y-auto overscroll-contain px-5 pt-1 pb-5">{children}</div>}
            {footer && <DialogFooter>{footer}</DialogFooter>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** The row of buttons under a hairline; also for use inside a form within `children`. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
      {children}
    </footer>
  );
}

/** Closes the dialog around it. Pass the button: `<DialogClose render={<Button>Cancel</Button>} />`. */
export function DialogClose({ render }: { render: ReactElement }) {
  return <Base.Close render={render} />;
}

export const BACKDROP_STYLE =
  "fixed inset-0 z-50 bg-scrim transition-opacity duration-140 data-starting-style:opacity-0 data-ending-style:opacity-0";
export const VIEWPORT_STYLE = "fixed inset-0 z-50 flex items-end justify-center sm:items-center sm:p-6";
export const POPUP_STYLE =
  "floating settle flex max-h-[92dvh] w-full flex-col max-sm:rounded-b-none max-sm:pb-[env(safe-area-inset-bottom)] outline-none";
