import { bootstrap } from "./bootstrap.mjs";

bootstrap("server/launch/migrate-here.ts");
