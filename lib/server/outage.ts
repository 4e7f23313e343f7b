const NODE_CODES = ["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE", "EAI_AGAIN", "ENOENT"];
/** Server could not be reached, timed out, closed the connection, no connection free, transaction could not start. */
const PRISMA_CODES = ["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"];
const ADAPTER_KINDS = ["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"];
/** What pg says without a code: the connection broke, was broken already when it was used, or none came free in time. */
const AWAY_WORDS =
  /Connection terminated|Can't reach database server|encountered a connection error|timeout exceeded when trying to connect/;
/** SQLSTATE: connection exceptions (08), too many connections, shut down by an admin, crashed, starting up. */
const SQL_STATE = /^(08...|53300|57P0[123])$/;

/**
 * Whether an error means that the database is away, so that the same request may succeed later.
 * Looks through causes, as Prisma wraps the adapter's errors and the adapter those of pg.
 */
export function databaseAway(error: unknown): boolean {
  for (let depth = 0, at = error; at && typeof at === "object" && depth < 6; depth += 1) {
    const { code, kind, originalCode, message, cause, meta } = at as Record<string, unknown>;
    if ([code, originalCode].some((value) => typeof value === "string" && isAwayCode(value))) return true;
    if (ADAPTER_KINDS.includes(String(kind))) return true;
    if (typeof message === "string" && AWAY_WORDS.test(message)) return true;
    at = cause ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError;
  }
  return false;
}

const isAwayCode = (code: string): boolean =>
  NODE_CODES.includes(code) || PRISMA_CODES.includes(code) || SQL_STATE.test(code);
