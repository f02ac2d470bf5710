"use client";

import type { ReactNode } from "react";
import { CopyField } from "@/app/_ui/copy-field";

/** A secret at the only moment it can be seen, with what to do with it. */
export function SecretOnce(props: {
  title: string;
  lead: string;
  label: string;
  secret: string;
  children?: ReactNode;
}) {
  return (
    <div
      role="status"
      className="flex flex-col gap-3 rounded-md border border-ochre/50 bg-ochre-wash px-4 py-3.5"
    >
      <div className="flex flex-col gap-0.5 text-sm">
        <p className="font-semibold">{props.title}</p>
        <p>{props.lead}</p>
      </div>
      <CopyField label={props.label} value={props.secret} />
      {props.children}
    </div>
  );
}
