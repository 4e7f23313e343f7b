// @ts-check
import { processOf } from "./process-table.mjs";

/**
 * Calls `gone` when npm, which started this process, was killed and could pass nothing on. npm may have put a shell in
 * between, so both generations are watched. Started in another way (`node scripts/run.mjs start &`), there is nobody
 * to follow and nothing is watched.
 * @param {() => void} gone
 */
export function watchNpm(gone) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const npm = processOf(shell)?.parent;
  const timer = setInterval(() => {
    if (process.ppid === shell && processOf(shell)?.parent === npm) return;
    clearInterval(timer);
    gone();
  }, 1000);
  timer.unref();
}
