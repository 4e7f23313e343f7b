/** Called by Next once, when a server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    // Imported here and not above: Next reads this file for its edge runtime too, which has no processes.
    const { endWithLauncher } = await import("@/lib/server/launcher");
    endWithLauncher();
  }
}
