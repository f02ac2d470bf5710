"use client";

import type { ComponentProps } from "react";
import { useHydrated } from "./use-hydrated";

/**
 * A form whose fields start with values of its own. Until the page's scripts run it takes nothing: they would
 * put those values back over what somebody had typed.
 */
export function Form(props: ComponentProps<"form">) {
  return <form inert={!useHydrated()} {...props} />;
}
