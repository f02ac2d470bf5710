"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Select } from "@/app/_ui/select";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { UserId } from "@/lib/ids";

/** Makes another member the owner. */
export function HandOver({
  slug,
  members,
}: {
  slug: string;
  members: readonly { userId: UserId; name: string }[];
}) {
  const t = useTranslations("team.settings.general");
  const wording = useErrorMessage();
  const router = useRouter();
  const trpc = useTRPC();
  const [heirId, setHeirId] = useState<UserId | null>(null);
  const handOver = useMutation(trpc.teams.handOver.mutationOptions());
  const heir = members.find(({ userId }) => userId === heirId);
  if (members.length === 0) return <p className="text-sm text-ink-soft">{t("handOverNobody")}</p>;
  async function give() {
    if (!heir) return;
    const given = await handOver.mutateAsync({ team: slug, userId: heir.userId }).then(
      () => true,
      () => false,
    );
    if (!given) return;
    toast(t("handOverDone", { name: heir.name }));
    router.refresh();
  }
  return (
    <>
      <ErrorNotice message={handOver.error && wording(handOver.error)} />
      <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
        <Select
          label={t("handOverTo")}
          placeholder={t("handOverPick")}
          options={members.map(({ userId, name }) => ({ value: userId, label: name }))}
          value={heirId}
          onChange={setHeirId}
        />
        <Button className="h-9" disabled={!heir} pending={handOver.isPending} onClick={() => void give()}>
          {t("handOverAction")}
        </Button>
      </div>
    </>
  );
}
