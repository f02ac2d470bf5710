"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Form } from "@/app/_ui/form";
import { LinkButton } from "@/app/_ui/link-button";
import { Select } from "@/app/_ui/select";
import { Skeleton } from "@/app/_ui/skeleton";
import { Switch } from "@/app/_ui/switch";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { RecipeConfig } from "@/lib/protocol/run";
import { type RecipeName, recipeConfigSchemas, recipeNameSchema } from "@/lib/protocol/run-spec";
import { RECIPE_FIELDS } from "@/lib/recipes/recipe-field";
import type { AppRouter } from "@/server/routers/app-router";
import { RecipeFields } from "./recipe-fields";
import { useFieldErrors } from "./use-field-errors";
import { VersionFacts } from "./version-facts";
import { WorkerOutlook } from "./worker-outlook";

type Outputs = inferRouterOutputs<AppRouter>;
export type Worker = Outputs["workers"]["list"]["workers"][number];

type Props = {
  team: string;
  datasets: Outputs["datasets"]["list"];
  workers: Worker[];
  like: {
    dataset?: string | undefined;
    version?: number | undefined;
    recipe?: RecipeName | undefined;
    config: RecipeConfig;
  };
};

/** Chooses data, a recipe and its settings, and queues a run. */
export function StartForm({ team, datasets, workers, like }: Props) {
  const t = useTranslations("runs");
  const frozen = datasets.filter((dataset) => dataset.counts.versions > 0);
  const first = frozen.find((dataset) => dataset.slug === like.dataset) ?? frozen[0];
  if (!first) {
    return (
      <EmptyState
        title={t("form.nothingFrozenTitle")}
        action={
          <LinkButton href={`/t/${team}/datasets`} variant="primary">
            {t("form.toDatasets")}
          </LinkButton>
        }
      >
        {t("form.nothingFrozenBody")}
      </EmptyState>
    );
  }
  return <RunForm team={team} frozen={frozen} initialDataset={first.slug} workers={workers} like={like} />;
}

type RunFormProps = Omit<Props, "datasets"> & { frozen: Props["datasets"]; initialDataset: string };

function RunForm({ team, frozen, initialDataset, workers, like }: RunFormProps) {
  const t = useTranslations("runs");
  const trpc = useTRPC();
  const router = useRouter();
  const wording = useErrorMessage();
  const [dataset, setDataset] = useState(initialDataset);
  const [pickedVersion, setVersion] = useState<number | null>(like.version ?? null);
  const [recipe, setRecipe] = useState<RecipeName>(like.recipe ?? "detect");
  const [config, setConfig] = useState<RecipeConfig>(() => startingConfig(recipe, like.config));
  const [name, setName] = useState("");
  const [gpu, setGpu] = useState(false);
  const versions = useQuery(trpc.versions.list.queryOptions({ team, dataset }));
  const version = versions.data?.find(({ number }) => number === pickedVersion) ?? versions.data?.[0];
  const fieldErrors = useFieldErrors(recipe, config);
  const start = useMutation(
    trpc.runs.start.mutationOptions({ onSuccess: (run) => router.push(`/t/${team}/runs/${run.number}`) }),
  );

  function chooseRecipe(next: RecipeName) {
    setRecipe(next);
    setConfig(startingConfig(next, {}));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!version || Object.keys(fieldErrors).length > 0) return;
    start.mutate({ team, recipe, dataset, version: version.number, config, name, gpu });
  }

  return (
    <Form
      onSubmit={submit}
      className="grid gap-x-12 gap-y-8 pb-10 lg:grid-cols-[minmax(0,40rem)_minmax(16rem,22rem)]"
    >
      <div className="flex min-w-0 flex-col gap-8">
        <fieldset className="flex flex-col gap-4">
          <legend className="mb-3 text-md font-semibold">{t("form.data")}</legend>
          <div className="grid gap-4 sm:grid-cols-2">
            <Select
              label={t("form.dataset")}
              options={frozen.map(({ slug, name: label }) => ({ value: slug, label }))}
              value={dataset}
              onChange={(next) => {
                setDataset(next);
                setVersion(null);
              }}
            />
            {versions.data ? (
              <Select
                label={t("form.version")}
                options={versions.data.map(({ number, note }) => ({
                  value: String(number),
                  label: `v${number}`,
                  detail: note || undefined,
                }))}
                value={version ? String(version.number) : null}
                onChange={(next) => setVersion(Number(next))}
              />
            ) : (
              <Skeleton className="h-14" />
            )}
          </div>
          {version && <VersionFacts version={version} recipe={recipe} />}
        </fieldset>
        <fieldset className="flex flex-col gap-4">
          <legend className="mb-3 text-md font-semibold">{t("form.recipe")}</legend>
          <Select
            label={t("form.recipe")}
            hideLabel
            options={recipeNameSchema.options.map((value) => ({
              value,
              label: t(`recipe.${value}.name`),
              detail: t(`recipe.${value}.what`),
            }))}
            value={recipe}
            onChange={chooseRecipe}
            hint={t(`recipe.${recipe}.what`)}
          />
          <RecipeFields
            fields={RECIPE_FIELDS[recipe]}
            config={config}
            errors={fieldErrors}
            onChange={(field, value) => setConfig((known) => ({ ...known, [field]: value }))}
          />
        </fieldset>
        <fieldset className="flex flex-col gap-4">
          <legend className="mb-3 text-md font-semibold">{t("form.run")}</legend>
          <TextField
            label={t("form.name")}
            hint={t("form.nameHint")}
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.target.value)}
          />
          <Switch label={t("form.gpu")} hint={t("form.gpuHint")} checked={gpu} onChange={setGpu} />
        </fieldset>
      </div>
      <aside className="flex flex-col gap-4 self-start lg:sticky lg:top-6">
        <WorkerOutlook team={team} workers={workers} recipe={recipe} gpu={gpu} />
        <ErrorNotice message={start.isError ? wording(start.error) : null} />
        <Button
          type="submit"
          variant="primary"
          size="large"
          pending={start.isPending || start.isSuccess}
          disabled={!version || Object.keys(fieldErrors).length > 0}
          icon={<Play aria-hidden="true" />}
        >
          {t("start")}
        </Button>
      </aside>
    </Form>
  );
}

/** The recipe's defaults with what an earlier run had set. */
function startingConfig(recipe: RecipeName, earlier: RecipeConfig): RecipeConfig {
  const schema = recipeConfigSchemas[recipe];
  return schema.safeParse(earlier).data ?? schema.parse({});
}
