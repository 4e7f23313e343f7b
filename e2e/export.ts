const DAY = 86_400_000;

/** What one written day comes to. */
export interface DayTruth {
  delivered: number;
  hard: number;
  soft: number;
  suppressed: number;
}

export interface WrittenExport {
  text: string;
  /** UTC days, oldest first, none of them today. */
  days: (DayTruth & { day: string })[];
  total: DayTruth & { sent: number };
  events: number;
  badLines: number;
  /** Bounced an hour before `now`: its lease of 24 h is in force. */
  bounced: string;
}

const REPLY = "550 5.1.1 The email account that you tried to reach does not exist.";

/**
 * A small ACS diagnostic export in JSON Lines, written from the field descriptions: fourteen whole days before today, each
 * with `40 + day` delivered, a few hard and soft bounces, a doubled row, a polling row and, once, an unreadable line; then
 * one hard bounce an hour ago.
 */
export function writeExport(now: number): WrittenExport {
  const lines: string[] = [];
  const days: WrittenExport["days"] = [];
  const today = Math.floor(now / DAY) * DAY;
  let serial = 0;
  const row = (at: number, recipient: string, status: string, more: object = {}) => {
    const line = JSON.stringify({
      time: new Date(at).toISOString().replace("Z", "0000Z"),
      category: "EmailStatusUpdateOperational",
      operationName: "DeliveryStatusUpdate",
      correlationId: `00000000-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
      properties: {
        OperationType: "DeliveryStatusUpdate",
        SenderDomain: "mail.marlow.example",
        SenderUsername: "news",
        RecipientId: recipient,
        DeliveryStatus: status,
        ...more,
      },
    });
    lines.push(line);
    return line;
  };
  const bounce = (at: number, recipient: string) =>
    row(at, recipient, "Bounced", {
      SmtpStatusCode: "550",
      EnhancedSmtpStatusCode: "5.1.1",
      FailureMessage: REPLY,
      IsHardBounce: true,
    });
  for (let back = 14; back >= 1; back--) {
    const start = today - back * DAY;
    const truth = {
      day: new Date(start).toISOString().slice(0, 10),
      delivered: 40 + back,
      hard: 1,
      soft: 2,
      suppressed: 1,
    };
    for (let i = 0; i < truth.delivered; i++)
      row(start + (i + 1) * 600_000, `reader${i}@gmail.com`, "Delivered");
    bounce(start + 3_600_000, `gone${back}@outlook.com`);
    row(start + 7_200_000, `gone${back}@outlook.com`, "Suppressed");
    for (const who of ["full", "busy"]) {
      row(start + 5_400_000, `${who}${back}@yahoo.com`, "Failed", {
        SmtpStatusCode: "552",
        EnhancedSmtpStatusCode: "5.2.2",
        FailureMessage: "552 5.2.2 Mailbox is over its storage quota",
        IsHardBounce: false,
      });
    }
    days.push(truth);
  }
  const events = serial + 1;
  lines.push(lines[3]!, '{"time":"2026-06-01T');
  const bounced = "ida.berg@posteo.example";
  bounce(now - 3_600_000, bounced);
  const sum = (key: keyof DayTruth) => days.reduce((n, day) => n + day[key], 0);
  const total = {
    delivered: sum("delivered"),
    hard: sum("hard") + 1,
    soft: sum("soft"),
    suppressed: sum("suppressed"),
    sent: 0,
  };
  total.sent = total.delivered + total.hard + total.soft;
  return { text: `${lines.join("\n")}\n`, days, total, events, badLines: 1, bounced };
}
