"use client";

import dynamic from "next/dynamic";

// Comes after the page: nothing raises a toast before somebody has acted.
const ToastStack = dynamic(() => import("./toast-stack").then((module) => module.ToastStack), { ssr: false });

/** The place of toasts. Raise them with `toast` from "sonner": for what happened elsewhere or can be undone. */
export function Toaster() {
  return <ToastStack />;
}
