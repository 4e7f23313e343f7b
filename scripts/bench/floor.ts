import { once } from "node:events";
import pg from "pg";
import { from } from "pg-copy-streams";
import { kindCode, type MailEvent, routeCode } from "@/lib/core/events";
import { packVerdict } from "@/lib/core/verdict";
import { addressKey, messageKey, senderNumber } from "@/lib/server/keys";
import { type Figure, rate } from "./measure";

const BATCH = 5_000;
const escaped = (text: string) => text.replace(/[\\\t\n\r]/g, (char) => `\\${char}`);

/**
 * The least that the same facts could cost: COPY as text into a table without any index, nothing folded, nothing told
 * twice apart, keys computed beforehand.
 */
export async function copyFloor(url: string, events: MailEvent[]): Promise<Figure> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create table floor (at timestamp(3), address bigint, message bigint, kind smallint,
    route smallint, verdict bigint, sender int, recipient text, message_id text, detail jsonb)`);
  const keyed = events.map((event) => ({
    event,
    fixed: [
      ...[addressKey(event.recipient), messageKey(event.source, event.messageId), kindCode(event.kind)],
      ...[routeCode(event.source, event.route), packVerdict(event), senderNumber(event.sender)],
    ].join("\t"),
  }));
  const start = performance.now();
  for (let i = 0; i < keyed.length; i += BATCH) {
    const lines = keyed.slice(i, i + BATCH).map(({ event, fixed }) => {
      const detail = event.detail ? escaped(JSON.stringify(event.detail)) : "\\N";
      const { at, recipient, messageId } = event;
      return `${new Date(at).toISOString()}\t${fixed}\t${escaped(recipient)}\t${escaped(messageId)}\t${detail}\n`;
    });
    const copy = client.query(from("copy floor from stdin"));
    copy.end(lines.join(""));
    await once(copy, "finish");
  }
  const value = rate(events.length, performance.now() - start);
  await client.query("drop table floor");
  await client.end();
  return { what: "raw COPY", value, unit: "events/s", note: "text, no index, no fold: the floor" };
}
