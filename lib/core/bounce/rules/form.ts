import type { Rule } from "./rule";

const HEADER = "from|subject|date|message|to|reply|header|headers|sender|mime|content";

/** The form of the message. Asked before the sender: such replies name the From line. */
export const FORM: Rule[] = [
  {
    id: "form",
    category: "content",
    when: [
      "rfc compliant|compliance|conformant|conforming|violation|requirements|format",
      "not rfc? compliant|conform|comply|conforming",
      "comply|compliant|conform with|to … rfc",
      `multiple|duplicate|duplicated ${HEADER} header|headers|field|fields`,
      `multiple|duplicate … from|subject|date header|headers`,
      "multiple|duplicate header|headers",
      "multiple addresses in from",
      "exactly|only one … header|headers",
      "rfc5322|rfc2822|rfc822|rfc2045|rfc2047 requires|compliant|compliance|violation|conform|format",
      "mime complexity|depth|parts|nesting",
      "nested too deeply|deep|many",
      "base64 encoding",
      "message|mail malformed",
      `missing|invalid|malformed|illegal|improper|broken|absent|incorrect ${HEADER}? id? header|headers|line|structure`,
      `missing|no … ${HEADER} header|headers`,
      "header|headers … invalid|missing|malformed|improper|improperly|illegal|disallowed|prohibited|corrupt|duplicate|contains|broken|empty",
      "header|headers too large|long|big",
      "header|headers … not allowed|permitted|accepted|valid",
      "disallowed|prohibited header|headers",
      "improper|improperly|raw|unencoded use|8bit|formatted|encoded|binary",
      "8bit data|characters|character|content|mime|header|headers",
      "bit data in",
      "bare lf|cr|linefeed|linefeeds|newline|newlines|carriage|line",
      "unicode|invalid|illegal|nonascii|control|forbidden|unencoded|unsupported|disallowed|prohibited|ascii character|characters|char|chars|charset|encoding",
      "encoded word",
      "line|lines too long",
      "line|lines … longer than",
      "character set|encoding|sets … unsupported|unacceptable|invalid",
      "charset",
      "mime structure|format|formatting|error|errors|nesting|boundary|violation",
      "media|content|encoding|conversion type? required|prohibited|failed|available|unsupported",
      "media|content|encoding|conversion type? not supported|available|accepted",
      "smtputf8|eai|internationalized",
    ],
    example: "550 5.7.1 This message is not RFC 5322 compliant",
  },
];

/** Commands and parameters that were not understood. */
export const PROTOCOL: Rule[] = [
  {
    id: "protocol",
    category: "protocol",
    when: [
      "syntax error|errors|invalid",
      "command|commands|parameter|parameters|argument|arguments|verb|option unknown|unrecognized|unrecognised|invalid|unimplemented|rejected|error|sequence|refused|disabled|unsupported|expected|syntax|missing",
      "command|commands|parameter|argument parameter? not implemented|recognized|recognised|supported|allowed|understood",
      "unknown|unrecognized|unrecognised|invalid|bad|unexpected|illegal|improper|unimplemented|unsupported|incorrect|wrong command|commands|sequence|parameter|parameters|argument|arguments|verb|option",
      "not implemented",
      "out of sequence|order",
      "protocol error|errors|version|failure",
      "need|needs|expecting|expected|send|valid rcpt|mail|data|helo|ehlo command|first|before|from|to",
      "no recipients|rcpt|sender specified|given|command|yet",
      "no data after",
      "nested mail",
      "sender already specified|given",
    ],
    example: "503 5.5.1 Bad sequence of commands",
  },
];
