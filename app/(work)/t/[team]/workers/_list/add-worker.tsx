"use client";

import { useTranslations } from "next-intl";
import { CopyField } from "@/app/_ui/copy-field";
import { LinkButton } from "@/app/_ui/link-button";

/** How another machine becomes a worker: a token, then one command. */
export function AddWorker({ team, serverUrl }: { team: string; serverUrl: string }) {
  const t = useTranslations("workers");
  const command = `npx atelier worker --url ${serverUrl} --token ${t("add.tokenPlace")}`;
  return (
    <section className="flex max-w-2xl flex-col gap-3">
      <h2 className="text-md font-semibold">{t("add.title")}</h2>
      <p className="text-sm text-ink-soft">{t("add.body")}</p>
      <ol className="flex list-decimal flex-col gap-3 pl-5 text-sm marker:text-ink-faint">
        <li>
          <div className="flex flex-col items-start gap-2">
            {t("add.token")}
            <LinkButton href={`/t/${team}/settings/workers`} size="small">
              {t("add.toTokens")}
            </LinkButton>
          </div>
        </li>
        <li>
          <div className="flex flex-col gap-2">
            {t("add.command")}
            <CopyField label={t("add.commandLabel")} value={command} prompt="$" />
          </div>
        </li>
      </ol>
    </section>
  );
}
