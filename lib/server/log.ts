import pino, { type DestinationStream } from "pino";

const SECRET_FIELDS = ["password", "passwordHash", "secret", "token", "authorization", "cookie"];

/** Secrets inside of texts: in the query, in the path of a link, in the address of a database. */
const SECRET_TEXTS: [RegExp, string][] = [
  [/([?&]secret=)[^&"\\\s]+/g, "$1[secret]"],
  [/(\/(?:setup|u|preferences)\/)[\w.~-]{16,}/g, "$1[secret]"],
  [/(postgres(?:ql)?:\/\/[^:@/"\\\s]*:)[^@"\\\s]*@/g, "$1[secret]@"],
];

/** A log of JSON lines without secrets: fields named like one are blanked up to two levels deep, and known texts too. */
export function createLog(destination: DestinationStream) {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    {
      level: process.env.LOG_LEVEL || "info",
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: "[secret]" },
      hooks: {
        streamWrite: (line) =>
          SECRET_TEXTS.reduce((text, [pattern, blanked]) => text.replace(pattern, blanked), line),
      },
    },
    destination,
  );
}

/** The one log of the server, on standard error: standard output belongs to the results of commands. */
export const log = createLog(pino.destination(2));
