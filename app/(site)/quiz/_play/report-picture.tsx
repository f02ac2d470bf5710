"use client";

import { useMutation } from "@tanstack/react-query";
import { Flag } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { useTRPCClient } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Menu, MenuGroup, MenuItem } from "@/app/_ui/menu";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { letterOf } from "./letters";
import type { Reveal } from "./use-quiz";

/** Says that something is wrong with one of the four; the round then stops counting. */
export function ReportPicture({ reveal }: { reveal: Reveal }) {
  const t = useTranslations("quiz");
  const client = useTRPCClient();
  const word = useErrorMessage();
  const report = useMutation({
    mutationFn: (position: number) => client.quiz.report.mutate({ round: reveal.round, position }),
    onSuccess: () => toast.success(t("report.thanks")),
    onError: (error) => toast.error(word(error)),
  });
  if (report.isSuccess || reveal.isReported)
    return <span className="text-sm text-ink-faint">{t("report.done")}</span>;
  return (
    <Menu
      trigger={
        <Button variant="quiet" size="large" icon={<Flag aria-hidden="true" />} pending={report.isPending}>
          {t("report.open")}
        </Button>
      }
    >
      <MenuGroup label={t("report.which")}>
        {reveal.options.map((_, position) => (
          <MenuItem key={letterOf(position)} onSelect={() => report.mutate(position)}>
            {t("report.picture", { letter: letterOf(position) })}
          </MenuItem>
        ))}
      </MenuGroup>
    </Menu>
  );
}
