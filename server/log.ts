import pino from "pino";

/** The server's log: one JSON object a line on stdout; never secrets or request bodies. */
export const log = pino({ name: "atelier", level: process.env.LOG_LEVEL ?? "info" });
