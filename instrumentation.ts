/** Called by Next once, when a server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    // Imported here and not above: Next reads this file for its edge runtime too, which has no processes.
    const { endWithLauncher } = await import("@/lib/server/launcher");
    endWithLauncher();
    const { allowLongUploads } = await import("@/lib/server/long-uploads");
    allowLongUploads();
    const { startBackground } = await import("@/lib/server/background");
    const { database } = await import("@/lib/server/database");
    const background = startBackground(database());
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void background.stop());
  }
}
