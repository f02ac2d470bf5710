import { type Gate, runProgram } from "./gate";

/** A gate that is one Node program: it passes when the program exits with 0. */
export function commandGate(name: string, args: string[]): Gate {
  return {
    name,
    run: async () => {
      const status = await runProgram(process.execPath, args);
      return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: null };
    },
  };
}
