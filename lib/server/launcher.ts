/** Ends this server when the launcher is gone, killed or not: it holds the other end of this process's channel. */
export function endWithLauncher(): void {
  if (process.connected) process.once("disconnect", () => process.exit());
}
