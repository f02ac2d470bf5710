"use client";

import { Ellipsis, Palette as PlayIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/app/_ui/class-names";
import { Menu, MenuLink } from "@/app/_ui/menu";
import { Tooltip } from "@/app/_ui/tooltip";
import { type Destination, isCurrent, teamDestinations } from "./destinations";
import type { ShellTeam } from "./me";

/** The team's places in the rail; icons alone on a narrow one. */
export function RailLinks({ team }: { team: ShellTeam | null }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav aria-label={t("nav.label")} className="flex min-h-0 flex-col gap-px overflow-y-auto">
      {placesOf(team).map((place) => (
        <RailLink
          key={place.key}
          href={place.href}
          label={t(`nav.${place.key}`)}
          icon={<place.icon aria-hidden="true" />}
          current={isCurrent(place, pathname)}
        />
      ))}
      <div aria-hidden="true" className="my-2 h-px shrink-0 bg-line" />
      <RailLink href="/quiz" label={t("nav.quiz")} icon={<PlayIcon aria-hidden="true" />} current={false} />
    </nav>
  );
}

function RailLink(props: { href: string; label: string; icon: ReactNode; current: boolean }) {
  return (
    <Tooltip content={props.label} side="right">
      <Link
        href={props.href}
        aria-current={props.current ? "page" : undefined}
        className={classNames(
          "relative flex h-8 shrink-0 items-center gap-2.5 rounded-md px-2.5 text-sm focus-visible:outline-offset-[-2px] max-lg:h-10 max-lg:justify-center max-lg:px-0 [&_svg]:size-4 max-lg:[&_svg]:size-4.5",
          props.current
            ? "font-semibold text-ink [&_svg]:text-pigment"
            : "text-ink-soft hover:bg-hover hover:text-ink",
        )}
      >
        {props.icon}
        <span className="max-lg:sr-only">{props.label}</span>
      </Link>
    </Tooltip>
  );
}

/** On a phone: the four places of daily work and the rest under "More". */
export function BottomBar({ team }: { team: ShellTeam | null }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  if (!team) return null;
  const places = placesOf(team);
  const daily = places.filter((place) => DAILY.includes(place.key));
  const rest = places.filter((place) => !DAILY.includes(place.key));
  return (
    <nav
      aria-label={t("nav.label")}
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] md:hidden group-has-data-full-window/frame:hidden"
    >
      {daily.map((place) => (
        <Link
          key={place.key}
          href={place.href}
          aria-current={isCurrent(place, pathname) ? "page" : undefined}
          className={classNames(
            TAB_STYLE,
            isCurrent(place, pathname) ? "font-semibold text-ink [&_svg]:text-pigment" : "text-ink-soft",
          )}
        >
          <place.icon aria-hidden="true" />
          <span className="max-w-full truncate">{t(`nav.${place.key}`)}</span>
        </Link>
      ))}
      <Menu
        side="top"
        align="end"
        trigger={
          <button type="button" className={classNames(TAB_STYLE, "text-ink-soft")}>
            <Ellipsis aria-hidden="true" />
            {t("nav.more")}
          </button>
        }
      >
        {rest.map((place) => (
          <MenuLink
            key={place.key}
            href={place.href}
            icon={<place.icon aria-hidden="true" className="text-ink-faint" />}
          >
            {t(`nav.${place.key}`)}
          </MenuLink>
        ))}
        <MenuLink href="/quiz" icon={<PlayIcon aria-hidden="true" className="text-ink-faint" />}>
          {t("nav.quiz")}
        </MenuLink>
      </Menu>
    </nav>
  );
}

const TAB_STYLE =
  "flex h-14 min-w-0 flex-col items-center justify-center gap-1 px-1 text-[0.6875rem] focus-visible:outline-offset-[-3px] [&_svg]:size-5";
const DAILY: Destination["key"][] = ["datasets", "runs", "models", "boards"];

function placesOf(team: ShellTeam | null): Destination[] {
  return team ? teamDestinations(team.slug, { isMember: team.role !== null }) : [];
}
