import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/app/_shell/frame";
import { caller } from "@/app/_trpc/server";

export default async function TeamLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ team: string }>;
}) {
  const { team: slug } = await params;
  const api = await caller();
  const me = await api.identity.me();
  const team = me.teams.find((mine) => mine.slug === slug);
  if (!team) notFound();
  return (
    <Frame me={me} team={team}>
      {children}
    </Frame>
  );
}
