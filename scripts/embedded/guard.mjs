// @ts-check
import { startServer } from "./server.mjs";

/** So many crashes without a calm minute between them are too many. */
const MOST_CRASHES = 5;
const CALM = 60_000;

/** A PostgreSQL server that is started again, on the same port, when it crashes. */
export class Guard {
  #isStopping = false;

  /** @param {Parameters<typeof startServer>[0]} where */
  constructor(where) {
    this.where = where;
    this.serving = startServer(where);
  }

  /**
   * Looks after the server until it cannot be helped.
   * @returns {Promise<string>} why, as a sentence; never settles when the server was stopped on purpose
   * @throws when it cannot be started again
   */
  async watch() {
    for (let crashes = 0, latest = 0; ; ) {
      const server = await this.serving;
      await server.ended;
      if (this.#isStopping) return new Promise(() => {});
      crashes = Date.now() - latest < CALM ? crashes + 1 : 1;
      latest = Date.now();
      if (crashes > MOST_CRASHES)
        return `PostgreSQL crashed ${crashes} times in a row; its log is ${this.where.log}.`;
      console.error(
        `keeper: PostgreSQL ended unexpectedly; starting it again (${crashes} of ${MOST_CRASHES})`,
      );
      this.serving = startServer(this.where);
    }
  }

  async stop() {
    this.#isStopping = true;
    const server = await this.serving.catch(() => undefined);
    await server?.stop();
  }
}
