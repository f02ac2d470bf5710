import { getLocale } from "next-intl/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { ExtraMessages } from "../_i18n/extra-messages";
import { workMessagesOf } from "../_i18n/messages";
import { PaletteRegistry } from "../_shell/palette-registry";
import { PersonalFrame } from "../_shell/personal-frame";
import { caller } from "../_trpc/server";
import { TooltipProvider } from "../_ui/tooltip";

export default async function WorkLayout({ children }: { children: ReactNode }) {
  const api = await caller();
  const me = await api.identity.me();
  return (
    <ExtraMessages messages={workMessagesOf(await getLocale())}>
      <NuqsAdapter>
        <TooltipProvider>
          <PaletteRegistry>
            <PersonalFrame me={me}>{children}</PersonalFrame>
          </PaletteRegistry>
        </TooltipProvider>
      </NuqsAdapter>
    </ExtraMessages>
  );
}
