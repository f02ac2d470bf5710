import { execFile } from "node:child_process";
import { availableParallelism, totalmem } from "node:os";
import { promisify } from "node:util";
import type { WorkerHardware } from "@/lib/protocol/worker";

const MIB = 1024 ** 2;

/** What this machine has: CPUs, memory, and the GPUs that `nvidia-smi` lists, if it is there. */
export async function discoverHardware(): Promise<WorkerHardware> {
  return {
    cpus: availableParallelism(),
    memoryMiB: Math.floor(totalmem() / MIB),
    gpus: await listGpus(),
    platform: `${process.platform}-${process.arch}`,
  };
}

async function listGpus(): Promise<WorkerHardware["gpus"]> {
  try {
    const query = ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"];
    const { stdout } = await promisify(execFile)("nvidia-smi", query, { timeout: 15_000 });
    return parseGpuList(stdout);
  } catch {
    return [];
  }
}

/** Reads lines such as "NVIDIA H200, 143771" (MiB). */
export function parseGpuList(text: string): WorkerHardware["gpus"] {
  return text
    .split("\n")
    .map((line) => /^(.+),\s*(\d+)\s*$/.exec(line.trim()))
    .flatMap((match) => (match?.[1] ? [{ name: match[1], memoryMiB: Number(match[2]) }] : []));
}
