"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";

type Provider = { id: string; name: string };

/** The services this server knows: connected by signing in there once, disconnected after asking. */
export function LinkedServices(props: { providers: readonly Provider[]; linked: readonly string[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {props.providers.map((provider) => (
        <li
          key={provider.id}
          className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2 text-sm"
        >
          <span className="font-medium">{provider.name}</span>
          {props.linked.includes(provider.id) ? (
            <Connected provider={provider} />
          ) : (
            <Connect provider={provider} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Connect({ provider: { id, name } }: { provider: Provider }) {
  const t = useTranslations("account.linked");
  const [leaving, setLeaving] = useState(false);
  function connect() {
    setLeaving(true);
    signIn(id, { callbackUrl: "/account" }).catch(() => setLeaving(false));
  }
  return (
    <Button size="small" pending={leaving} onClick={connect}>
      {t("connect", { provider: name })}
    </Button>
  );
}

function Connected({ provider: { id, name } }: { provider: Provider }) {
  const t = useTranslations("account.linked");
  const router = useRouter();
  const trpc = useTRPC();
  const disconnect = useMutation(trpc.identity.disconnectService.mutationOptions());
  return (
    <span className="flex items-center gap-3">
      <Badge tone="done">{t("connected")}</Badge>
      <ConfirmDestroy
        title={t("disconnectTitle", { provider: name })}
        consequence={t("disconnectConsequence", { provider: name })}
        confirmLabel={t("disconnect")}
        onConfirm={async () => {
          await disconnect.mutateAsync({ provider: id });
          toast(t("disconnected", { provider: name }));
          router.refresh();
        }}
        trigger={<Button size="small">{t("disconnect")}</Button>}
      />
    </span>
  );
}
