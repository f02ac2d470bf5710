import { watchForGoodbye } from "../../server/launch/goodbye";
import { benchInference } from "./browser-inference";
import { benchEditor } from "./editor-frames";
import { claimStdout, type Figure, note, printFigure, Skipped } from "./figure";
import { benchImport } from "./import-rate";
import { benchMetrics } from "./metric-ingestion";
import { benchPages } from "./page-weight";
import { benchQueue } from "./run-queue";
import { openStage, type Stage } from "./stage";
import { benchTrain } from "./train-step";
import { benchTrpc } from "./trpc-throughput";

/** What `npm run bench -- NAME…` can measure, in the order of a whole run. */
const BENCHES: Record<string, (stage: Stage) => Promise<Figure[]>> = {
  queue: benchQueue,
  metrics: benchMetrics,
  import: benchImport,
  train: benchTrain,
  trpc: benchTrpc,
  pages: benchPages,
  editor: benchEditor,
  inference: benchInference,
};

claimStdout();
process.exitCode = await runBenches(process.argv.slice(2));
// Idle database connections of the benches would keep the process for half a minute.
process.exit();

async function runBenches(asked: string[]): Promise<number> {
  const unknown = asked.find((name) => !(name in BENCHES));
  if (unknown !== undefined) {
    note(`There is no figure "${unknown}". There are: ${Object.keys(BENCHES).join(", ")}.`);
    return 2;
  }
  const stage = await openStage();
  watchForGoodbye().add(() => stage.close());
  let failures = 0;
  try {
    for (const [name, bench] of Object.entries(BENCHES)) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      note(`${name} …`);
      await bench(stage).then(
        (figures) => figures.forEach(printFigure),
        (error) => {
          failures += error instanceof Skipped ? 0 : 1;
          note(
            error instanceof Skipped
              ? `${name} SKIPPED: ${error.message}`
              : `${name} FAILED: ${error?.stack ?? error}`,
          );
        },
      );
    }
  } finally {
    await stage.close();
  }
  return failures === 0 ? 0 : 1;
}
