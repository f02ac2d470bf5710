import { bootstrap } from "./bootstrap.mjs";

await bootstrap("server/launch/migrate-here.ts");
