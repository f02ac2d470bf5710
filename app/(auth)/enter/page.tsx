import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { EnterCard } from "./enter-card";

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations("auth.enter"))("title"),
    referrer: "no-referrer",
    robots: { index: false },
  };
}

/** Where a mailed sign-in link arrives. */
export default async function EnterPage() {
  const api = await caller();
  const { user } = await api.identity.me();
  return <EnterCard me={user && { name: user.name, email: user.email }} />;
}
