import type { ModelDetails } from "./model-screen";

/** The command that trains this model again; null when its data is not on this server. */
export function reproduceCommand(team: string, model: ModelDetails): string | null {
  const { datasetSlug, versionNumber, runSeed, runConfig } = model;
  if (!datasetSlug || versionNumber === null) return null;
  const config = runConfig ?? model.manifest.training.config;
  const settings = Object.entries(config).flatMap(([key, value]) =>
    value === null || typeof value === "object" ? [] : ["--set", `${key}=${value}`],
  );
  const seed = runSeed ?? model.manifest.training.seed;
  return [
    "npx atelier runs start",
    `--team ${team} --recipe ${model.recipe} --dataset ${datasetSlug} --version ${versionNumber} --seed ${seed}`,
    ...settings,
  ].join(" ");
}
