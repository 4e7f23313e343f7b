/** Called by Next once, when a server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    // Imported here and not above: Next reads this file for its edge runtime too, which has no processes.
    const { endWithLauncher } = await import("@/lib/server/launcher");
    endWithLauncher();
    const { allowLongUploads } = await import("@/lib/server/long-uploads");
    allowLongUploads();
    const { takeMalformedPaths } = await import("@/lib/server/path-escapes");
    takeMalformedPaths();
    const { FEEDS, OUTBOXES, startBackground } = await import("@/lib/server/background");
    const { startListening } = await import("@/lib/server/mail-in/listening");
    const { startSending } = await import("@/lib/server/outgoing/send");
    const { database } = await import("@/lib/server/database");
    const db = database();
    const running = [
      startBackground(db),
      startBackground(db, { jobs: FEEDS }),
      startBackground(db, { jobs: OUTBOXES }),
      startListening(db),
      startSending(db),
    ];
    for (const signal of ["SIGINT", "SIGTERM"])
      process.once(signal, () => void Promise.all(running.map((one) => one.stop())));
  }
}
