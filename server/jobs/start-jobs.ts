/** Starts this process's share of the server's background work. */
export async function startJobs(): Promise<void> {}
