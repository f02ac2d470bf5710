import { describe, expect, it } from "vitest";
import { toCsv } from "./csv";

describe("a CSV", () => {
  it("quotes commas, quotes and line breaks", () => {
    expect(toCsv([["a,b", 'say "hi"', "two\nlines", "plain", 3, null]])).toBe(
      '"a,b","say ""hi""","two\nlines",plain,3,\r\n',
    );
  });

  it.each(["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "＝1"])("disarms %j", (formula) => {
    expect(toCsv([[formula]])).toMatch(/^"?'/);
  });

  it("quotes a disarmed formula that holds a comma", () => {
    expect(toCsv([["=A1,B1"]])).toBe(`"'=A1,B1"\r\n`);
  });
});
