"use client";

import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";

/** The services this server knows, connected or to be connected by signing in there once. */
export function LinkedServices(props: {
  providers: readonly { id: string; name: string }[];
  linked: readonly string[];
}) {
  const t = useTranslations("account.linked");
  const [leavingTo, setLeavingTo] = useState<string | null>(null);
  function connect(id: string) {
    setLeavingTo(id);
    signIn(id, { callbackUrl: "/account" }).catch(() => setLeavingTo(null));
  }
  return (
    <ul className="divide-y divide-line border-y border-line">
      {props.providers.map(({ id, name }) => (
        <li key={id} className="flex min-h-12 items-center justify-between gap-4 py-2 text-sm">
          <span className="font-medium">{name}</span>
          {props.linked.includes(id) ? (
            <Badge tone="done">{t("connected")}</Badge>
          ) : (
            <Button size="small" pending={leavingTo === id} onClick={() => connect(id)}>
              {t("connect", { provider: name })}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
