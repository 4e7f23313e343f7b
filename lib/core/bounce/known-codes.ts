import { rowOf } from "./codes";
import { isListed } from "./registry";

/** The greatest detail that the registry enumerates of each subject; IANA "SMTP Enhanced Status Codes" has them without gaps. */
const GREATEST_DETAIL = new Map([
  ["0", 0],
  ["1", 10],
  ["2", 4],
  ["3", 5],
  ["4", 7],
  ["5", 6],
  ["6", 10],
  ["7", 30],
]);

/** Replies of failure by RFC 5321 section 4.2.3, RFC 4954 and other extensions. */
const REPLY_CODES = new Set(
  "421 432 450 451 452 454 455 500 501 502 503 504 521 523 525 530 534 535 538 550 551 552 553 554 555 556".split(
    " ",
  ),
);

/**
 * Whether we have words for a code: it has a row in the table of 56, is enumerated by the registry, or is one that a
 * provider is known to use. Of any other only its subject and its first digit are understood.
 * @param code basic or enhanced
 */
export function isKnownCode(code: string): boolean {
  if (rowOf(code) || REPLY_CODES.has(code) || isListed(code)) return true;
  const [, subject = "", detail = ""] = code.split(".");
  return Number(detail || "NaN") <= (GREATEST_DETAIL.get(subject) ?? -1);
}
