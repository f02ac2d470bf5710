"use client";

import { LogIn, LogOut, ShieldCheck, SlidersHorizontal, UserRound } from "lucide-react";
import { usePathname } from "next/navigation";
import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import type { ReactElement, ReactNode } from "react";
import { Avatar } from "@/app/_ui/avatar";
import { IconButton } from "@/app/_ui/icon-button";
import { LinkButton } from "@/app/_ui/link-button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/app/_ui/menu";
import type { Me } from "./me";
import { LocaleMenuChoice, ThemeMenuChoice } from "./preference-menu";

/** Where signing in brings a visitor back to. */
export function signInHref(pathname: string): string {
  return `/sign-in?next=${encodeURIComponent(pathname)}`;
}

/** The person's menu: account, theme, language, signing out; for guests, signing in and the preferences. */
export function AccountMenu({ me }: { me: Me }) {
  const t = useTranslations("shell");
  if (!me.user) return <GuestMenu />;
  const { user } = me;
  const trigger = (
    <button
      type="button"
      className="flex h-10 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover data-popup-open:bg-hover max-lg:w-auto md:max-lg:justify-center md:max-lg:px-2"
    >
      <span className="sr-only">{t("account", { name: user.name })}</span>
      <Avatar name={user.name} />
      <span aria-hidden="true" className="min-w-0 grow truncate text-sm max-lg:hidden">
        {user.name}
      </span>
    </button>
  );
  return (
    <AccountEntries trigger={trigger}>
      <MenuLink href="/account" icon={<UserRound aria-hidden="true" className="text-ink-faint" />}>
        {t("accountSettings")}
      </MenuLink>
      {user.isAdmin && (
        <MenuLink href="/admin" icon={<ShieldCheck aria-hidden="true" className="text-ink-faint" />}>
          {t("administration")}
        </MenuLink>
      )}
      <MenuItem
        icon={<LogOut aria-hidden="true" className="text-ink-faint" />}
        onSelect={() => void signOut({ callbackUrl: "/" })}
      >
        {t("signOut")}
      </MenuItem>
    </AccountEntries>
  );
}

function GuestMenu() {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <div className="flex items-center gap-1 md:max-lg:flex-col-reverse">
      <LinkButton
        href={signInHref(pathname)}
        variant="primary"
        icon={<LogIn aria-hidden="true" />}
        aria-label={t("signIn")}
        className="grow md:max-lg:size-9 md:max-lg:p-0"
      >
        <span className="md:max-lg:hidden">{t("signIn")}</span>
      </LinkButton>
      <Menu
        side="top"
        align="end"
        trigger={<IconButton label={t("preferences")} icon={<SlidersHorizontal aria-hidden="true" />} />}
      >
        <ThemeMenuChoice />
        <MenuSeparator />
        <LocaleMenuChoice isSignedIn={false} />
      </Menu>
    </div>
  );
}

function AccountEntries({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  return (
    <Menu trigger={trigger} side="top" align="start">
      {children}
      <MenuSeparator />
      <ThemeMenuChoice />
      <MenuSeparator />
      <LocaleMenuChoice isSignedIn />
    </Menu>
  );
}
