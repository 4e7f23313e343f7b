import { after, before, beforeEach } from "node:test";
import { AlertChannel } from "@/lib/core/alerts/channel";
import { AlertRule } from "@/lib/core/alerts/rule";
import type { MailEvent } from "@/lib/core/events";
import type { PrismaClient } from "@/prisma/generated/client";
import { ingest } from "../ingest";
import { testDatabase } from "../testing";
import { emptied } from "../testing-state";
import { mailReceiver, webReceiver } from "./testing-receivers";

export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 10, 18, 10, 20);
export const ADA = "ada@marlow.example";
export const at = (ms: number) => new Date(ms);

export const hard = (channels: number[] = []) =>
  AlertRule.parse({
    ...{ kind: "rate", name: "Hard bounces by sender", metric: "hard", sender: "club.marlow.example" },
    ...{ opens: 0.05, closes: 0.04, channels },
  });

let message = 0;
const event = (kind: MailEvent["kind"], when: number): MailEvent => ({
  ...{ source: "acs", route: "webhook", messageId: `m-${++message}`, recipient: `r${message}@gmail.com` },
  ...{ kind, at: when, sender: "news@club.marlow.example", reply: 0, enhanced: "", category: "unknown" },
});

interface UnderTest {
  db: PrismaClient;
  web: Awaited<ReturnType<typeof webReceiver>>;
  mail: Awaited<ReturnType<typeof mailReceiver>>;
}

/** For the tests of this file: a database without rules, channels and mail, and receivers of every kind. */
export function alertsUnderTest() {
  const under = {} as UnderTest;
  let drop: () => Promise<void>;
  before(async () => {
    const [on, web, mail] = await Promise.all([testDatabase(), webReceiver(), mailReceiver()]);
    Object.assign(under, { db: on.db, web, mail });
    drop = on.drop;
    Object.assign(process.env, {
      ...{ NEXTAUTH_URL: "https://repute.example", REPUTE_LOCAL_RECEIVERS: "1" },
      ...{ SMTP_URL: mail.url, MAIL_FROM: "Repute <repute@marlow.example>" },
    });
  });
  after(async () => {
    await Promise.all([drop?.(), under.web?.close(), under.mail?.close()]);
  });
  beforeEach(async () => {
    await emptied(under.db);
    await under.db.$executeRaw`truncate alert_message, alert_step, alert_incident, alert_rule, alert_channel`;
    under.web.received.length = 0;
    under.mail.mails.length = 0;
    under.web.answer(200);
  });

  const mails = (kind: MailEvent["kind"], count: number, when: number) =>
    ingest(
      under.db,
      Array.from({ length: count }, () => event(kind, when)),
      { importId: 0 },
    );
  return {
    ...{ under, event, mails },
    slack: (more: object = {}) =>
      AlertChannel.parse({ kind: "slack", name: "#mail-ops", url: `${under.web.url}/slack`, ...more }),
    webhook: (more = {}) =>
      AlertChannel.parse({ kind: "webhook", name: "Pager", url: `${under.web.url}/pager`, ...more }),
    email: (more = {}) =>
      AlertChannel.parse({ kind: "email", name: "Us", to: ["ada@marlow.example"], ...more }),
    /** A bought list within an hour, after a good week. */
    async disaster(): Promise<void> {
      await mails("delivered", 1_500, NOW - 3 * DAY);
      await mails("delivered", 356, NOW - 20 * MINUTE);
      await mails("hard", 46, NOW - 20 * MINUTE);
    },
  };
}
