import { firstAddress } from "@/lib/core/bounce/mail/addresses";
import { decodeWords, fromBytes } from "@/lib/core/bounce/mail/decode";
import { dateIn, readHeader } from "@/lib/core/bounce/mail/header";
import { storable } from "@/lib/core/sources/text";

const MAX_HEAD = 200_000;
const MAX_SUBJECT = 300;

/** What people see of a mail in a list. Texts are empty where it does not say. */
export interface MailHead {
  sender: string;
  subject: string;
  /** Its Date field in ms, UTC; null where there is none that can be. */
  dated: number | null;
}

export function headOf(raw: Uint8Array): MailHead {
  const text = fromBytes(raw.subarray(0, MAX_HEAD));
  const { header } = readHeader(text, text.length - text.trimStart().length, text.length);
  return {
    sender: storable(firstAddress(decodeWords((header.get("from") ?? "").slice(0, 1_000)))),
    subject: storable(decodeWords((header.get("subject") ?? "").slice(0, 1_000)).slice(0, MAX_SUBJECT)),
    dated: dateIn(header),
  };
}
