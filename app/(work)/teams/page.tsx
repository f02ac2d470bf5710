import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { caller } from "@/app/_trpc/server";
import { LAST_TEAM_COOKIE } from "./_parts/last-team";

/** Where a person goes after signing in: the team they were in last, else their first, else making one. */
export default async function TeamsPage() {
  const api = await caller();
  const { user, teams } = await api.identity.me();
  if (!user) redirect("/sign-in");
  const last = (await cookies()).get(LAST_TEAM_COOKIE)?.value;
  const team = teams.find(({ slug }) => slug === last) ?? teams[0];
  redirect(team ? `/t/${team.slug}` : "/teams/new");
}
