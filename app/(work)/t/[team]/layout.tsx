import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Frame } from "@/app/_shell/frame";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { RememberTeam } from "../../teams/_parts/remember-team";

type Params = Promise<{ team: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const api = await caller();
  const team = await pageData(api.teams.describe(await params));
  return { title: { default: team.name, template: `%s · ${team.name}` } };
}

export default async function TeamLayout({ children, params }: { children: ReactNode; params: Params }) {
  const api = await caller();
  const [me, team] = await Promise.all([api.identity.me(), pageData(api.teams.describe(await params))]);
  return (
    <Frame me={me} team={{ slug: team.slug, name: team.name, role: team.isMember ? team.role : null }}>
      {team.isMember && <RememberTeam slug={team.slug} />}
      {children}
    </Frame>
  );
}
