import PostalMime from "postal-mime";
import { readMail } from "@/lib/core/bounce/mail/read";
import { MAILS } from "@/lib/core/bounce/mail/testing-mails";
import { type Figure, rate } from "./measure";

/** What comes back behind a report: with it our mails are as long as real ones, 4 kB on average. */
const RETURNED = `\r\n${"Daffodils, tulips and all that comes up in the garden now.\r\n".repeat(57)}`;

/** CPU time of this process that some work took, in ms. */
async function cpu(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * Mails a second of CPU time on one core: ours from bytes to what each recipient's failure is, and postal-mime's bare parse of
 * the same bytes, which neither reads reports nor classifies. Each round asks both, and the best round counts.
 * @param given mails to read; without any, our own of the tests
 */
export async function mails(given?: Uint8Array[], rounds = 5): Promise<Figure[]> {
  const own = () => MAILS.map(({ mail }) => Buffer.from(mail + RETURNED));
  const all = given ?? own();
  const times = { ours: 4_000, postal: 400 };
  const ours = () => {
    for (let i = 0; i < times.ours; i++) readMail(all[i % all.length]!);
  };
  const postal = async () => {
    for (let i = 0; i < times.postal; i++)
      await PostalMime.parse(all[i % all.length]!, { forceRfc822Attachments: true });
  };
  ours();
  await postal();
  const best = { ours: Number.POSITIVE_INFINITY, postal: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round++) {
    best.ours = Math.min(best.ours, await cpu(ours));
    best.postal = Math.min(best.postal, await cpu(postal));
  }
  const bytes = all.reduce((sum, { length }) => sum + length, 0) / all.length;
  const note = `CPU time, one core, mails of ${Math.round(bytes)} bytes on average`;
  return [
    { what: "mails read and classified", value: rate(times.ours, best.ours), unit: "mails/s", note },
    {
      what: "mails parsed by postal-mime alone",
      value: rate(times.postal, best.postal),
      unit: "mails/s",
      note,
    },
  ];
}
