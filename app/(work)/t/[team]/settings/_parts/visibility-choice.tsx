"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { RadioGroup } from "@/app/_ui/radio-group";
import { useErrorMessage } from "@/app/_ui/use-error-message";

/** Who can look at the team; takes effect at once. */
export function VisibilityChoice({
  slug,
  isPublic,
  canEdit,
}: {
  slug: string;
  isPublic: boolean;
  canEdit: boolean;
}) {
  const t = useTranslations("team.settings.general");
  const wording = useErrorMessage();
  const router = useRouter();
  const trpc = useTRPC();
  const update = useMutation(
    trpc.teams.update.mutationOptions({
      onSuccess: (_, input) => {
        toast(t("visibilitySaved", { isPublic: String(input.isPublic) }));
        router.refresh();
      },
    }),
  );
  const shown = update.isPending ? update.variables.isPublic : isPublic;
  return (
    <>
      <ErrorNotice message={update.error && wording(update.error)} />
      <RadioGroup
        label={t("visibility")}
        value={shown ? "public" : "private"}
        onChange={(value) => update.mutate({ team: slug, isPublic: value === "public" })}
        disabled={!canEdit || update.isPending}
        options={[
          { value: "private", label: t("private"), detail: t("privateDetail") },
          { value: "public", label: t("public"), detail: t("publicDetail") },
        ]}
      />
      {!canEdit && <p className="text-xs text-ink-soft">{t("onlyOwner")}</p>}
    </>
  );
}
