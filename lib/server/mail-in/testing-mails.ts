const CRLF = "\r\n";
let made = 0;

interface Report {
  /** The address that the report is sent to. */
  to?: string;
  date?: string;
  /** Message-ID of the report itself. */
  id?: string;
  /** Header of the mail that came back. */
  original?: Record<string, string>;
}

const fieldsOf = (fields: Record<string, string>): string[] =>
  Object.entries(fields).map(([name, value]) => `${name}: ${value}`);

function report(type: string, machine: string[], words: string, more: Report): Buffer {
  made += 1;
  const { to = "bounce@mail.example", date = "Sat, 28 Nov 2026 10:00:00 +0000", original = {} } = more;
  return Buffer.from(
    [
      "From: MAILER-DAEMON@mx.posteo.example",
      `To: ${to}`,
      `Date: ${date}`,
      `Message-ID: <${more.id ?? `report-${made}`}@mx.posteo.example>`,
      "Subject: Undelivered Mail Returned to Sender",
      "MIME-Version: 1.0",
      `Content-Type: multipart/report; report-type=${type}; boundary="=_parts"`,
      "",
      "--=_parts",
      "Content-Type: text/plain; charset=utf-8",
      "",
      words,
      "",
      "--=_parts",
      `Content-Type: message/${type}`,
      "",
      ...machine,
      "",
      "--=_parts",
      "Content-Type: text/rfc822-headers",
      "",
      ...fieldsOf({ From: "news@mail.example", Subject: "Autumn", ...original }),
      "",
      "--=_parts--",
      "",
    ].join(CRLF),
  );
}

interface Failed {
  recipient: string;
  action?: string;
  status?: string;
  diagnostic?: string;
  /** Where a forward made the address another one. */
  finalRecipient?: string;
}

/** A delivery status notification (RFC 3464) of our own writing. */
export const dsn = (failed: Failed | Failed[], more: Report = {}): Buffer =>
  report(
    "delivery-status",
    [
      "Reporting-MTA: dns; mx.posteo.example",
      ...[failed]
        .flat()
        .flatMap(({ recipient, action, status, diagnostic, finalRecipient }) => [
          "",
          ...(finalRecipient ? [`Original-Recipient: rfc822; ${recipient}`] : []),
          `Final-Recipient: rfc822; ${finalRecipient ?? recipient}`,
          `Action: ${action ?? "failed"}`,
          `Status: ${status ?? "5.1.1"}`,
          `Diagnostic-Code: smtp; ${diagnostic ?? "550 5.1.1 User unknown"}`,
        ]),
    ],
    "Your message could not be delivered.",
    more,
  );

/** A complaint (RFC 5965) of our own writing. */
export const arf = (fields: Record<string, string> = {}, more: Report = {}): Buffer =>
  report(
    "feedback-report",
    fieldsOf({ "Feedback-Type": "abuse", "User-Agent": "Posteo-FBL/1", Version: "1", ...fields }),
    "This is an email abuse report.",
    more,
  );

/** A mail that somebody wrote. */
export function letter(fields: Record<string, string>, body = ""): Buffer {
  made += 1;
  const header = {
    From: "ida@posteo.example",
    To: "bounce@mail.example",
    Date: "Sat, 28 Nov 2026 10:00:00 +0000",
    "Message-ID": `<letter-${made}@posteo.example>`,
    ...fields,
  };
  return Buffer.from([...fieldsOf(header), "", body, ""].join(CRLF));
}
