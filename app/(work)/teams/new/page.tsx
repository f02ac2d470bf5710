import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { NewTeamForm } from "./new-team-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.new"))("title") };
}

export default async function NewTeamPage() {
  const api = await caller();
  const { user, teams } = await api.identity.me();
  if (!user) redirect("/sign-in?next=%2Fteams%2Fnew");
  const t = await getTranslations("team.new");
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-8 py-12 sm:py-24">
      <div className="flex flex-col gap-2">
        <h1 className="display text-3xl">{t("title")}</h1>
        <p className="text-md text-ink-soft">{t("lead")}</p>
      </div>
      <NewTeamForm />
      {teams.length === 0 && (
        <p className="border-t border-line pt-5 text-sm text-ink-soft">{t("invited")}</p>
      )}
    </div>
  );
}
