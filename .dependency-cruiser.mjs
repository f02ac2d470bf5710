/**
 * Who may import whom (README, "Layout"). Each folder has one allow-list; whatever it does not name is a breach.
 * @type {import("dependency-cruiser").IConfiguration}
 */
const TESTS = "\\.test\\.tsx?$|(^|/)(testing|test-[a-z-]+)\\.ts$|^e2e/";

function only(folder, allowed, comment, extra = {}) {
  return {
    name: `${folder.replaceAll("/", "-")}-imports`,
    comment,
    severity: "error",
    from: { path: `^${folder}/`, pathNot: [TESTS, ...(extra.except ?? [])] },
    to: { pathNot: allowed, ...(extra.to ?? {}) },
  };
}

const NPM = "^node_modules/";
const CORE = "^(node:|[a-z_/]+$)";

export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: { pathNot: TESTS },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    only("lib", ["^lib/", "^node_modules/zod/"], "lib is pure: Zod only."),
    only("db", ["^db/", "^lib/", "^node_modules/(drizzle-orm|postgres|uuid|zod)/", CORE], "db imports lib."),
    only(
      "server/services",
      ["^server/(?!routers/|trpc\\.ts)", "^db/", "^lib/", "^package\\.json$", NPM, CORE],
      "Services know neither tRPC nor Next nor React.",
    ),
    {
      name: "services-no-frameworks",
      severity: "error",
      from: { path: "^(server/services|db|lib)/", pathNot: TESTS },
      to: { path: "^node_modules/(next|react|react-dom|@trpc)/" },
    },
    only(
      "server/routers",
      [
        "^server/(routers|services|realtime)/",
        "^server/(trpc|errors|access|context|shutdown)\\.ts$",
        "^lib/",
        "^node_modules/(zod|@trpc)/",
      ],
      "Routers parse and call one service; never db.",
    ),
    {
      name: "app-server-types-only",
      comment: "app takes types from the server; code only in app/api and the server caller.",
      severity: "error",
      from: { path: "^app/", pathNot: ["^app/api/", "^app/_trpc/server\\.ts$", TESTS] },
      to: { path: "^(server|db)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "app-not-workers",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^(workers|e2e|bin)/" },
    },
    {
      name: "agent-imports",
      severity: "error",
      from: { path: "^workers/agent/", pathNot: TESTS },
      to: { path: "^(app|db|e2e|server)/", pathNot: "^server/routers/app-router\\.ts$" },
    },
    {
      name: "agent-router-types-only",
      severity: "error",
      from: { path: "^(workers/agent|bin)/", pathNot: TESTS },
      to: { path: "^server/routers/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nobody-imports-tests",
      severity: "error",
      from: { pathNot: TESTS },
      to: { path: "\\.test\\.tsx?$|^e2e/" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.next|\\.atelier|workers/trainer|\\.css$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
