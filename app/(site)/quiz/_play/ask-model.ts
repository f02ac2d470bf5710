type Question = { modelId: string; pictures: readonly ArrayBuffer[]; signal: AbortSignal; onProgress: (share: number) => void };

/** Runs the quiz's model on the delivered bytes and returns P(real) for each. */
export async function askModel(_question: Question): Promise<{ probabilities: number[]; tier: string }> {
  throw new Error("no runtime yet");
}
