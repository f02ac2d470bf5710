"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/badge";
import type { RecipeName } from "@/lib/protocol/run-spec";
import { requirementsOf, workerFits } from "@/lib/recipes/recipe-needs";
import type { Worker } from "./start-form";

type Props = { team: string; workers: Worker[]; recipe: RecipeName; gpu: boolean };

/** What the run needs, and whether a worker is there that has it. */
export function WorkerOutlook({ team, workers, recipe, gpu }: Props) {
  const t = useTranslations("runs");
  const needs = requirementsOf(recipe, { gpu, labels: [] });
  const fitting = workers.filter((worker) => workerFits(worker, needs));
  return (
    <section className="flex flex-col gap-2 border-y border-line py-3 text-sm">
      <h2 className="font-semibold">{t("outlook.title")}</h2>
      <p className="text-ink-soft">
        {t("outlook.needs", { gigabytes: Math.round(needs.memoryMiB / 102.4) / 10, gpu: gpu ? "yes" : "no" })}
      </p>
      <Verdict workers={fitting} />
      <Link href={`/t/${team}/workers`} className="self-start text-pigment underline underline-offset-2">
        {t("outlook.seeWorkers")}
      </Link>
    </section>
  );
}

function Verdict({ workers }: { workers: Worker[] }) {
  const t = useTranslations("runs");
  const named = (state: Worker["state"]) => workers.find((worker) => worker.state === state)?.name;
  const ready = named("ready");
  if (ready) return <Badge tone="done">{t("outlook.ready", { worker: ready })}</Badge>;
  const working = named("working");
  if (working) return <Badge tone="live">{t("outlook.working", { worker: working })}</Badge>;
  const preparing = named("preparing");
  if (preparing) return <Badge tone="attention">{t("outlook.preparing", { worker: preparing })}</Badge>;
  return <p className="text-ochre-ink">{t("outlook.none")}</p>;
}
