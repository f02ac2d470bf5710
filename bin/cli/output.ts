/** Prints a command's result: with `--json` one JSON object, else what `render` makes of it. */
export function print<Result extends object>(
  result: Result,
  options: { json: boolean; render: (result: Result) => string },
): void {
  process.stdout.write(`${options.json ? JSON.stringify(result) : options.render(result)}\n`);
}

/** Lines things up in columns; numbers stand right. */
export function columns(rows: (string | number | null)[][], titles: string[]): string {
  const cells = [titles, ...rows.map((row) => row.map((cell) => (cell === null ? "–" : String(cell))))];
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => displayWidth(row[column] ?? ""))));
  return cells
    .map((row, index) =>
      row
        .map((cell, column) =>
          pad(cell, widths[column] ?? 0, index > 0 && typeof rows[index - 1]?.[column] === "number"),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Progress goes to stderr, so that stdout stays the result alone. */
export function progress(text: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
}

export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}

function pad(text: string, width: number, isNumber: boolean): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return isNumber ? space + text : text + space;
}

/** Korean and other wide characters take two columns of a terminal. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.normalize("NFC"))
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(
      character,
    )
      ? 2
      : 1;
  return width;
}
