import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { InviteCard } from "./invite-card";

export async function generateMetadata(): Promise<Metadata> {
  // The address must not travel on: not to the next site, not into an index.
  return {
    title: (await getTranslations("auth.invite"))("title"),
    referrer: "no-referrer",
    robots: { index: false },
  };
}

export default async function InvitePage() {
  const api = await caller();
  const { user } = await api.identity.me();
  return <InviteCard me={user && { name: user.name }} />;
}
