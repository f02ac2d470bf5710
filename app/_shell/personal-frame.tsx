"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "./frame";
import type { Me } from "./me";

/** The shell for pages outside a team (account, administration); team pages bring their own, with the team. */
export function PersonalFrame({ me, children }: { me: Me; children: ReactNode }) {
  const segment = useSelectedLayoutSegment();
  if (segment === "t") return children;
  return (
    <Frame me={me} team={null}>
      {children}
    </Frame>
  );
}
