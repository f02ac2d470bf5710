"use client";

import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/button";

/** Buttons for the services this server is connected to; each leaves for the service and comes back to `next`. */
export function OtherWays({
  providers,
  next,
}: {
  providers: readonly { id: string; name: string }[];
  next: string;
}) {
  const t = useTranslations("auth");
  const [leavingTo, setLeavingTo] = useState<string | null>(null);
  if (providers.length === 0) return null;
  function leave(id: string) {
    setLeavingTo(id);
    signIn(id, { callbackUrl: next }).catch(() => setLeavingTo(null));
  }
  return (
    <div className="flex flex-col gap-3">
      <Divider label={t("or")} />
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          size="large"
          pending={leavingTo === id}
          disabled={leavingTo !== null && leavingTo !== id}
          onClick={() => leave(id)}
        >
          {t("continueWith", { provider: name })}
        </Button>
      ))}
    </div>
  );
}

function Divider({ label }: { label: string }) {
  return (
    <div className="my-2 flex items-center gap-3 text-xs text-ink-faint">
      <span className="h-px grow bg-line" />
      {label}
      <span className="h-px grow bg-line" />
    </div>
  );
}
