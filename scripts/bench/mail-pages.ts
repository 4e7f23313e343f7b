import { MAIL_STATES } from "@/lib/core/mail-in/kind";
import { openMails } from "@/lib/server/mail-in/open-mails";
import { incomingMail, incomingMails } from "@/lib/server/reports/incoming-mails";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Figure, percentiles, rate } from "./measure";

const DAY = 86_400_000;
/** The mails of the page are those of so many days. */
const SPAN = 30;
const DEEP = 20;

/**
 * Lays so many mails that came in evenly over thirty days: seven of ten taken, two noted, one unverified, of ten thousand one set
 * aside. What each says is short: real ones of 4 kB lie outside of the row, which is as long as here.
 */
async function layMails(db: PrismaClient, mails: number, now: number): Promise<Figure> {
  const start = performance.now();
  await db.$executeRawUnsafe(
    `insert into incoming_mail (digest, received_at, route, recipients, size, sender, subject, kind, state, reason, incidents,
       addresses, found, handled_at, raw)
     select encode(sha256(i::text::bytea), 'hex'), at, 'smtp', '{bounce@mail.example}', 4000,
       'MAILER-DAEMON@mx' || i % 977 || '.example', 'Undelivered Mail Returned to Sender',
       case when i % 20 = 0 then 'complaint' else 'bounce' end,
       case when i % 10000 = 0 then 'quarantined' when i % 10 = 0 then 'unverified' when i % 10 < 3 then 'noted' else 'taken' end,
       case when i % 10 = 0 then 'No mail with the Message-ID that it names is known.' else '' end,
       case when i % 20 = 0 then 1 else 0 end, array[i::bigint],
       jsonb_build_array(jsonb_build_object('address', i::text, 'message', i::text, 'recipient', 'reader' || i || '@gmail.com',
         'messageId', 'm-' || i)), at + interval '1 second', decode(md5(i::text), 'hex')
     from (select i, $1::timestamp - i * ($2 * interval '1 millisecond') as at from generate_series(1, $3) i) laid`,
    new Date(now),
    (SPAN * DAY) / mails,
    mails,
  );
  await db.$executeRaw`vacuum analyze incoming_mail`;
  return { what: "mails laid", value: rate(mails, performance.now() - start), unit: "mails/s" };
}

/** What the pages of incoming mails cost, and the look for those that wait. */
export async function mailPages(
  db: PrismaClient,
  mails: number,
  now: number,
  runs: number,
): Promise<Figure[]> {
  const figures: Figure[] = [await layMails(db, mails, now)];
  const page = (what: string, query: Parameters<typeof incomingMails>[1]) =>
    percentiles(what, runs, () => incomingMails(db, query, now));
  figures.push(...(await page("mails, first page", {})));
  for (const state of MAIL_STATES) figures.push(...(await page(`mails, ${state}`, { state })));
  let cursor: string | undefined;
  for (let n = 1; n < DEEP; n++) cursor = (await incomingMails(db, { cursor }, now)).next ?? undefined;
  figures.push(...(await page(`mails, page ${DEEP}`, { cursor })));
  const some = await db.incomingMail.findMany({ select: { digest: true }, take: 200 });
  figures.push(
    ...(await percentiles("one mail", runs, (i) => incomingMail(db, some[i % some.length]!))),
    ...(await percentiles("mails that wait, found", runs, () => openMails(db, new Date(now)))),
  );
  return figures.map((figure) => ({ ...figure, mails }));
}
