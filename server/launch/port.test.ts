import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { freePort } from "./free-port";
import { checkPort } from "./port";

describe("the port of the web server", () => {
  it("is refused with a remedy when another program has it", { timeout: 30_000 }, async () => {
    const port = await freePort();
    const other = createServer().listen(port);
    await expect(checkPort(port)).rejects.toMatchObject({
      message: expect.stringContaining("taken"),
      remedy: expect.stringContaining(`PORT=${port + 1}`),
    });
    other.close();
  });

  it("is refused when it is no port", async () => {
    await expect(checkPort(Number("abc"))).rejects.toMatchObject({
      remedy: expect.stringContaining("PORT=3001"),
    });
  });
});
