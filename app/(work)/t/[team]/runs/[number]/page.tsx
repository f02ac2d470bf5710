import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { RunView } from "./_view/run-view";

type Props = { params: Promise<{ team: string; number: string }> };

const RunAddress = z.coerce.number().int().min(1);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const run = await readRun(await params);
  return { title: `#${run.number} ${run.name}` };
}

export default async function RunPage({ params }: Props) {
  const { team, number } = await params;
  const run = await readRun({ team, number });
  return <RunView team={team} initial={run} />;
}

async function readRun({ team, number }: { team: string; number: string }) {
  const parsed = RunAddress.safeParse(number);
  if (!parsed.success) notFound();
  const api = await caller();
  return pageData(api.runs.get({ team, number: parsed.data }));
}
