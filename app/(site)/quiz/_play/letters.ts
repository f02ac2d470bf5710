/** Options are A to D on the wall. */
export function letterOf(position: number): string {
  return String.fromCharCode(65 + position);
}
