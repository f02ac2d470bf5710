import { STARRY_SET, SURREAL_SET } from "../models/frozen-content";
import type { DemoModel } from "./seed-model";

export const STARRY_MODEL: DemoModel = {
  folder: "starry-night-four-conv",
  slug: "starry-night-four-conv",
  name: "Starry Night, four layers",
  set: STARRY_SET,
  board: {
    slug: "starry-night-auroc",
    name: "Starry Night: real or generated",
    metric: "auroc",
    description:
      "Details of one painting against pictures of our seeded painter. Train, validation and test come from separate regions of the painting, so this measures one painting, not authenticity at large.",
  },
};

export const SURREAL_MODEL: DemoModel = {
  folder: "surreal-objects-lite0",
  slug: "surreal-objects-lite0",
  name: "Nine objects, EfficientNet-Lite0",
  set: SURREAL_SET,
  board: {
    slug: "surreal-objects-map",
    name: "Nine surreal objects",
    metric: "map",
    description:
      "Pictures on ten painted grounds that no training picture stands on; drawings are shared between the splits.",
  },
};
