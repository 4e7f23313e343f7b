// @ts-check

/** @type {(() => unknown)[]} */
const steps = [];
/** @type {Promise<never> | undefined} */
let ending;

/**
 * Names what must be undone when this process ends in order. The latest step is undone first.
 * @param {() => unknown} step
 * @returns {() => void} takes it off the list, once it is done or no longer needed
 */
export function onShutdown(step) {
  steps.push(step);
  return () => {
    const place = steps.indexOf(step);
    if (place >= 0) steps.splice(place, 1);
  };
}

/** True from the moment the end was asked for: what stops from then on stops on purpose. */
export function isEnding() {
  return ending !== undefined;
}

/**
 * Undoes every step and ends the process. A second call waits for the first.
 * @param {number} exitCode
 * @param {string} [lastLine] to be printed when all is done
 * @returns {Promise<never>}
 */
export function shutDown(exitCode, lastLine) {
  ending ??= (async () => {
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await step();
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    }
    if (lastLine) console.log(lastLine);
    process.exit(exitCode);
  })();
  return ending;
}

/**
 * Ctrl-C, a closed terminal and `kill` end the process in order.
 * @param {number} exitCode
 */
export function endOnSignals(exitCode) {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => shutDown(exitCode));
  }
}
