import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AccountMenu } from "./account-menu";
import type { Me, ShellTeam } from "./me";
import { BottomBar, RailLinks } from "./nav-links";
import { Palette } from "./palette";
import { SkipLink } from "./skip-link";
import { TeamSwitcher } from "./team-switcher";

/**
 * The work shell: a rail at the left (icons only between 768 and 1024 px), on a phone a bar above and below.
 * A page whose outermost element has `data-full-window` (the editor) gets the whole window; one with
 * `data-wide` (a grid of pictures) gets the full width.
 */
export function Frame({ me, team, children }: { me: Me; team: ShellTeam | null; children: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <div className="group/frame min-h-dvh md:grid md:grid-cols-[3.75rem_minmax(0,1fr)] lg:grid-cols-[14.5rem_minmax(0,1fr)] has-data-full-window:grid-cols-1">
      <SkipLink label={t("skip")} />
      <aside className="sticky top-0 z-30 hidden h-dvh flex-col gap-3 border-r border-line p-2 md:flex lg:p-3 group-has-data-full-window/frame:hidden">
        <TeamSwitcher me={me} team={team} />
        <div className="max-lg:hidden">
          <Palette me={me} team={team} compact={false} />
        </div>
        <div className="flex justify-center lg:hidden">
          <Palette me={me} team={team} compact />
        </div>
        <RailLinks team={team} />
        <div className="mt-auto flex flex-col gap-1 border-t border-line pt-2">
          <AccountMenu me={me} />
        </div>
      </aside>
      <div className="flex items-center gap-1 border-b border-line px-2 py-1.5 md:hidden group-has-data-full-window/frame:hidden">
        <div className="min-w-0 grow">
          <TeamSwitcher me={me} team={team} />
        </div>
        <Palette me={me} team={team} compact />
        <AccountMenu me={me} />
      </div>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[110rem] min-w-0 px-4 pb-24 outline-none sm:px-6 md:pb-10 lg:px-8 has-data-wide:max-w-none has-data-full-window:max-w-none has-data-full-window:p-0"
      >
        {children}
      </main>
      <BottomBar team={team} />
    </div>
  );
}
