import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

export interface ErrorNoticeProps {
  /** What happened, what it means, what to do: from `useErrorMessage`. Nothing is shown when empty. */
  message: ReactNode;
  title?: ReactNode;
  /** A way on: "Try again". */
  action?: ReactNode;
}

/** An error in the place where it matters, announced when it appears. */
export function ErrorNotice({ message, title, action }: ErrorNoticeProps) {
  if (!message) return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-md border border-vermilion/40 bg-vermilion-wash px-3 py-2.5 text-sm text-vermilion-ink"
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-48">
        {title && <p className="font-semibold">{title}</p>}
        <p className="whitespace-pre-line">{message}</p>
      </div>
      {action}
    </div>
  );
}
