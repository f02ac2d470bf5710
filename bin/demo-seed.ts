import { blobs } from "@/server/blobs/blobs";
import { database } from "@/server/database";
import { seedDemo } from "@/server/demo/seed-demo";

await seedDemo(database(), blobs(), (line) => console.log(line));
await database().$client.end();
