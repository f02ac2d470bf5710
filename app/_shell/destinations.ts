import { Boxes, Cpu, House, Images, type LucideIcon, Settings, Trophy, Waypoints } from "lucide-react";

export interface Destination {
  key: "overview" | "datasets" | "runs" | "models" | "boards" | "workers" | "settings";
  href: string;
  icon: LucideIcon;
}

/** The places of a team, in the order of the chain from picture to leaderboard. */
export function teamDestinations(slug: string, options: { isMember: boolean }): Destination[] {
  const base = `/t/${slug}`;
  const places: Destination[] = [
    { key: "overview", href: base, icon: House },
    { key: "datasets", href: `${base}/datasets`, icon: Images },
    { key: "runs", href: `${base}/runs`, icon: Waypoints },
    { key: "models", href: `${base}/models`, icon: Boxes },
    { key: "boards", href: `${base}/boards`, icon: Trophy },
    { key: "workers", href: `${base}/workers`, icon: Cpu },
  ];
  if (options.isMember) places.push({ key: "settings", href: `${base}/settings`, icon: Settings });
  return places;
}

/** Whether `pathname` lies at or under a destination; the overview counts only for itself. */
export function isCurrent(destination: Destination, pathname: string): boolean {
  if (destination.key === "overview") return pathname === destination.href;
  return pathname === destination.href || pathname.startsWith(`${destination.href}/`);
}
