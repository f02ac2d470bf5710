import { migrateDatabase } from "@/db/migrate";
import { openDataFolder } from "./data-folder";
import { openInstallation } from "./installation";
import { sayFailure } from "./step";

// Applies migrations to this folder's database, leaving a server that was already up running.
try {
  const data = await openDataFolder(process.env.ATELIER_DATA || ".atelier");
  const installation = await openInstallation({ data, port: Number(process.env.PORT || 3000) });
  await migrateDatabase(installation.environment.DATABASE_URL);
  if (process.argv.includes("--stop")) await installation.close();
  process.exit(0);
} catch (error) {
  sayFailure(error);
  process.exit(1);
}
