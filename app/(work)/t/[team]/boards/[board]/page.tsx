import type { Metadata } from "next";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { BoardScreen } from "./_parts/board-screen";

type Params = { params: Promise<{ team: string; board: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const api = await caller();
  return { title: (await pageData(api.boards.get(await params))).name };
}

export default async function BoardPage({ params }: Params) {
  const { team: slug, board: boardSlug } = await params;
  const api = await caller();
  const [team, board] = await Promise.all([
    pageData(api.teams.describe({ team: slug })),
    pageData(api.boards.get({ team: slug, board: boardSlug })),
  ]);
  return <BoardScreen team={slug} role={team.isMember ? team.role : null} initialBoard={board} />;
}
