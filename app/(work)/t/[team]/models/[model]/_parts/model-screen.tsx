"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { modelUrls } from "@/app/_inference/open-model";
import { useTRPC } from "@/app/_trpc/client";
import { buttonStyle } from "@/app/_ui/button-style";
import { PageHeader } from "@/app/_ui/page-header";
import { RelativeTime } from "@/app/_ui/relative-time";
import { useByteFormat } from "@/app/_ui/use-byte-format";
import { roleAllows, type TeamRole } from "@/lib/team-role";
import type { AppRouter } from "@/server/routers/app-router";
import { GoldenCheck } from "./golden-check";
import { Lineage } from "./lineage";
import { ModelCard } from "./model-card";
import { ModelMenu } from "./model-menu";
import { ModelScores } from "./model-scores";
import { TryPanel } from "./try-panel";
import { useBrowserModel } from "./use-browser-model";

export type ModelDetails = inferRouterOutputs<AppRouter>["models"]["get"];

/** One model: try it, see where it comes from, how it scores, and that this browser gives its answers. */
export function ModelScreen(props: { team: string; role: TeamRole | null; initialModel: ModelDetails }) {
  const { team, role, initialModel } = props;
  const t = useTranslations("models");
  const trpc = useTRPC();
  const bytes = useByteFormat();
  const input = { team, model: initialModel.slug };
  const { data: model } = useQuery({ ...trpc.models.get.queryOptions(input), initialData: initialModel });
  const urls = modelUrls(input);
  const browser = useBrowserModel({ manifest: model.manifest, urls });
  return (
    <>
      <PageHeader
        title={model.name}
        crumbs={[{ label: t("title"), href: `/t/${team}/models` }]}
        meta={
          <>
            <span>{t(`task.${model.task}`)}</span>
            <span>{model.manifest.architecture}</span>
            <span>{bytes(model.onnxBytes)}</span>
            <RelativeTime at={model.createdAt} />
          </>
        }
        actions={
          <>
            <a href={urls.onnx} download className={buttonStyle({ variant: "secondary" })}>
              <Download aria-hidden="true" />
              {t("card.onnx")}
            </a>
            {role && roleAllows(role, "annotator") && <ModelMenu team={team} role={role} model={model} />}
          </>
        }
      />
      <Lineage team={team} model={model} />
      <div className="grid items-start gap-x-10 gap-y-10 pt-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <TryPanel team={team} model={model} browser={browser} />
        <div className="flex min-w-0 flex-col gap-8">
          <ModelScores team={team} model={model} />
          <GoldenCheck manifest={model.manifest} browser={browser} />
          <ModelCard team={team} model={model} manifestUrl={urls.manifest} />
        </div>
      </div>
    </>
  );
}
