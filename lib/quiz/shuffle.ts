/** Fisher–Yates with a source of whole numbers below its argument; the input is left alone. */
export function shuffle<Item>(items: readonly Item[], below: (limit: number) => number): Item[] {
  const rest = [...items];
  const out: Item[] = [];
  while (rest.length > 0) out.push(...rest.splice(below(rest.length), 1));
  return out;
}
