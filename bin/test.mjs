import { bootstrap } from "./bootstrap.mjs";

await bootstrap("e2e/gates/run-gates.ts");
