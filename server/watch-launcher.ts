const GRACE_MS = 4000;

/** Ends this process when the launcher that started it was killed; without one (ATELIER_LAUNCHER_PID unset) does nothing. */
export function watchLauncher(onGone: () => void): void {
  const pid = Number(process.env.ATELIER_LAUNCHER_PID);
  if (!pid) return;
  const timer = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      clearInterval(timer);
      onGone();
      setTimeout(() => process.exit(0), GRACE_MS);
    }
  }, 1000);
  timer.unref();
}
