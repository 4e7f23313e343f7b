import { readDmarcReport } from "./dmarc-report";
import { type ReportReading, unreadable } from "./report";
import { reportText } from "./report-text";
import { readTlsReport } from "./tls-report";

/** Reads a report that has been unpacked, of whichever kind it is: known by its first character. `now` in ms since 1970. */
export function readReport(bytes: Uint8Array, now: number): ReportReading {
  const decoded = reportText(bytes);
  if (!decoded.ok) return decoded;
  const text = decoded.text.trimStart();
  if (text.startsWith("<")) return readDmarcReport(text, now);
  if (text.startsWith("{")) return readTlsReport(text, now);
  return unreadable("It is neither a DMARC report (XML) nor a TLS report (JSON).");
}
