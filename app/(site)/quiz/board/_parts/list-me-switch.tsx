"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { useTRPCClient } from "@/app/_trpc/client";
import { Switch } from "@/app/_ui/switch";
import { useErrorMessage } from "@/app/_ui/use-error-message";

/** Whether the board shows the person's name: off until they turn it on. */
export function ListMeSwitch({ isListed }: { isListed: boolean }) {
  const t = useTranslations("quiz");
  const client = useTRPCClient();
  const router = useRouter();
  const word = useErrorMessage();
  const listMe = useMutation({
    mutationFn: (wanted: boolean) => client.quiz.listMe.mutate({ isListed: wanted }),
    onSuccess: () => router.refresh(),
    onError: (error) => toast.error(word(error)),
  });
  return (
    <Switch
      label={t("board.listMe")}
      checked={listMe.isPending ? listMe.variables : isListed}
      onChange={(wanted) => listMe.mutate(wanted)}
    />
  );
}
