import { AppError } from "../../errors";
import { log } from "../../log";

/** Sends a mail, or says that the mail server did not take it: nothing has changed then. */
export async function mailOrRefusal(send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    log.warn({ reason: error instanceof Error ? error.message : "unknown" }, "mail not sent");
    throw new AppError("unavailable", "auth.mailNotSent", { cause: error });
  }
}
