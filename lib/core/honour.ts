const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Gmail and Yahoo want an unsubscribe to be in force within two days (their sender guidelines of 2024), in ms. */
export const HONOUR_LIMIT = 48 * HOUR;

/** From the asking until it is in force, in steps that each are several times the one before; the last has no end. */
export const HONOUR_STEPS = [
  { below: SECOND, name: "1 s" },
  { below: 10 * SECOND, name: "10 s" },
  { below: MINUTE, name: "1 min" },
  { below: 10 * MINUTE, name: "10 min" },
  { below: HOUR, name: "1 h" },
  { below: 6 * HOUR, name: "6 h" },
  { below: 24 * HOUR, name: "24 h" },
  { below: HONOUR_LIMIT, name: "48 h" },
  { below: Number.POSITIVE_INFINITY, name: "later" },
] as const;
