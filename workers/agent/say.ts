/** Prints one line of the agent's doings. */
export function say(text: string): void {
  process.stdout.write(`atelier  worker         ${text}\n`);
}
