import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/routers/app-router";

type Outputs = inferRouterOutputs<AppRouter>;

/** What procedures answer, under the names that this page's parts use. */
export type DatasetView = Outputs["datasets"]["get"];
export type GridImage = Outputs["images"]["list"]["items"][number];
export type JobView = Outputs["jobs"]["list"][number];
export type LabelView = DatasetView["labels"][number];
