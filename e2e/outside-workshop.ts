import { test as base } from "@playwright/test";
import { startIdentityProvider } from "./identity-provider";
import { startWorkshop } from "./workshop";

export type OutsideStage = {
  workshop: Awaited<ReturnType<typeof startWorkshop>>;
  provider: Awaited<ReturnType<typeof startIdentityProvider>>;
};

/** Tests against a server of their own that knows an identity provider and sends no mail; one for all specs that use it. */
export const test = base.extend<object, { stage: OutsideStage }>({
  stage: [
    async ({ browserName: _ }, use) => {
      const provider = await startIdentityProvider();
      const workshop = await startWorkshop(provider.environment);
      await use({ workshop, provider });
      await workshop.close();
      await provider.close();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ stage }, use) => use(stage.workshop.url),
});
