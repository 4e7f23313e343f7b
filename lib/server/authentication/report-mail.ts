import { decodeTransfer, decodeWords, fromBytes } from "@/lib/core/bounce/mail/decode";
import { parameter, readHeader } from "@/lib/core/bounce/mail/header";
import { type Part, partsOf } from "@/lib/core/bounce/mail/parts";

/** What a mail brings as a report, still packed, and who sent it by its own word. */
export interface MailedReport {
  bytes: Buffer;
  name: string;
  /** The address of From: anybody can write it. */
  from: string;
}

const LARGEST_MAIL = 15_000_000;
const MAGIC = [String.fromCharCode(0x1f, 0x8b), `PK${String.fromCharCode(3, 4)}`];
const REPORT_TYPE =
  /^(?:application\/(?:gzip|x-gzip|zip|x-zip-compressed|xml|tlsrpt\+gzip|tlsrpt\+json|octet-stream)|text\/xml)$/;
/** RFC 9990 section 3.5.2 and RFC 8460 section 5.3. */
const NAME = /\.(?:xml|xml\.gz|gz|zip|json|json\.gz)$/i;
const SUBJECT = /\breport[ -]?domain:|\bsubmitter:/i;

const nameOf = ({ header }: Part): string =>
  decodeWords(
    parameter(header.get("content-disposition") ?? "", "filename") ||
      parameter(header.get("content-type") ?? "", "name"),
  );

/**
 * The reports in a mail: parts that look like one by their content, whatever type they claim. Null for a mail that is
 * none, so that its reader may go on with what else it could be.
 */
export function reportsOfMail(mail: Uint8Array): MailedReport[] | null {
  const text = fromBytes(mail.subarray(0, LARGEST_MAIL));
  const { header, body } = readHeader(text, 0, text.length);
  const from = /[^\s<>"]{1,64}@[^\s<>"]{1,255}/.exec(decodeWords(header.get("from") ?? ""))?.[0] ?? "";
  const isReport =
    SUBJECT.test(decodeWords(header.get("subject") ?? "")) ||
    header.has("tls-report-domain") ||
    parameter(header.get("content-type") ?? "", "report-type").toLowerCase() === "tlsrpt";
  const found = partsOf(text, header, body).flatMap((part): MailedReport[] => {
    const name = nameOf(part);
    if (!REPORT_TYPE.test(part.type) && !NAME.test(name)) return [];
    const content = decodeTransfer(
      text.slice(part.start, part.end),
      part.header.get("content-transfer-encoding") ?? "",
    );
    const looks =
      MAGIC.some((magic) => content.startsWith(magic)) ||
      /^\s{0,200}(?:\xef\xbb\xbf)?(?:<\?xml|<feedback|\{)/.test(content);
    // Of mail that does not call itself a report only what is named like one is taken for it.
    if (!looks || !(isReport || /!.{1,200}!\d{6,12}!\d{6,12}/.test(name))) return [];
    return [{ bytes: Buffer.from(content, "latin1"), name, from }];
  });
  return found.length > 0 ? found : null;
}
