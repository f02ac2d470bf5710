const globals = globalThis as { atelierShutdown?: AbortController };

/**
 * Aborted when this process is asked to stop. Every subscription joins it (`AbortSignal.any`), because an
 * open event stream otherwise keeps `next start` alive.
 */
export function shutdownController(): AbortController {
  globals.atelierShutdown ??= new AbortController();
  return globals.atelierShutdown;
}
