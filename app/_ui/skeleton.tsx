import { classNames } from "./class-names";

/** The place of something that is loading; size it with `className` to what will come, so that nothing jumps. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return (
    <div
      aria-hidden="true"
      className={classNames("animate-breathe rounded-md bg-line", className ?? "h-4 w-full")}
    />
  );
}
