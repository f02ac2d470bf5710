import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { DatasetScreen } from "./_header/dataset-screen";

type Params = Promise<{ team: string; dataset: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const { team, dataset: slug } = await params;
  const api = await caller();
  const dataset = await pageData(api.datasets.get({ team, dataset: slug }));
  return { title: dataset.name };
}

export default async function DatasetPage({ params }: { params: Params }) {
  const { team, dataset: slug } = await params;
  const api = await caller();
  const dataset = await pageData(api.datasets.get({ team, dataset: slug }));
  return <DatasetScreen team={team} initial={dataset} />;
}
