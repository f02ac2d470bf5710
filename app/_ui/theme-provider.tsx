"use client";

import { ThemeProvider as Themes } from "next-themes";
import type { ReactNode } from "react";

/** Paper or night by class on <html>; follows the system until a person chooses. */
export function ThemeProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <Themes attribute="class" storageKey="atelier-theme" disableTransitionOnChange {...(nonce && { nonce })}>
      {children}
    </Themes>
  );
}
