import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { messagesOf } from "../_i18n/messages";
import { errorFacts, errorMessage } from "./use-error-message";

const t = createTranslator({ locale: "en", messages: messagesOf("en"), namespace: "errors" });
const appError = (code: string, reason: string, args = {}) => ({
  data: { app: { code, reason, args }, code: "CONFLICT" },
});

describe("wording an error", () => {
  it("uses the reason's own words when there are some", () => {
    expect(errorMessage(t, appError("unavailable", "storage.full"))).toBe(t("storage.full"));
  });

  it("falls back on the words of the code for a reason nobody has worded yet", () => {
    expect(errorMessage(t, appError("conflict", "team.somethingNew"))).toBe(t("code.conflict"));
  });

  it("fills in what the server told", () => {
    expect(errorMessage(t, appError("invalid", "input.invalid", { detail: "name: too long" }))).toContain(
      "name: too long",
    );
  });

  it("reads tRPC's own codes and the bodies of plain HTTP handlers", () => {
    expect(errorMessage(t, { data: { code: "UNAUTHORIZED" } })).toBe(t("code.unauthenticated"));
    expect(
      errorFacts({ error: { code: "tooLarge", reason: "request.bodyTooLarge", args: { maxBytes: 5 } } }),
    ).toEqual({
      code: "tooLarge",
      reason: "request.bodyTooLarge",
      args: { maxBytes: 5 },
    });
  });

  it("says that the server cannot be reached when fetch failed", () => {
    expect(errorMessage(t, new TypeError("Failed to fetch"))).toBe(t("code.offline"));
  });

  it.each([undefined, null, "?", 7, new Error("secret detail")])(
    "never shows what it does not know: %s",
    (error) => {
      expect(errorMessage(t, error)).toBe(t("code.internal"));
    },
  );
});
