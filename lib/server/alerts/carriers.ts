import type { AlertChannel, AlertText } from "@/lib/core/alerts/channel";
import { Refusal } from "@/lib/core/error";
import { canMail, sendMail } from "../mailer";
import { publicOrigin } from "../origin";
import { type Answered, checkOutward, postOutward } from "../outward-post";
import { signature } from "../standard-webhooks";

/** What carries messages out of here; tests put their own in. */
export interface Carriers {
  mail: typeof sendMail;
  post: typeof postOutward;
}
const OUTWARD: Carriers = { mail: sendMail, post: postOutward };

/** A message on its way. */
export interface Carried {
  /** The same at every attempt. */
  id: string;
  at: Date;
  text: AlertText;
}

/** Refuses a channel that nothing could be sent to. @throws Refusal "invalid-input" */
export async function mayReceive(channel: AlertChannel): Promise<void> {
  if (channel.kind !== "email") checkOutward(channel.url);
  else if (!canMail())
    throw new Refusal(
      "invalid-input",
      "This installation cannot send mail: SMTP_URL and MAIL_FROM are not set.",
      "to",
    );
}

/** Hands a message over. @throws Error when it was not taken */
export async function carry(
  { channel, secret }: { channel: AlertChannel; secret: string },
  { id, at, text }: Carried,
  { mail, post }: Carriers = OUTWARD,
): Promise<void> {
  const link = `${publicOrigin()}${text.path}`;
  const { subject, lines, chart } = text;
  const told = [...lines, ...(chart ? [`${chart.caption}: ${chart.sketch}`] : [])];
  if (channel.kind === "email") {
    const html = [
      ...lines.map((line) => `<p>${escaped(line)}</p>`),
      ...(chart ? [`<p><img src="cid:chart" width="560" alt="${escaped(chart.caption)}"></p>`] : []),
      ...(chart ? [`<p>${escaped(chart.caption)}</p>`] : []),
      `<p><a href="${escaped(link)}">${escaped(link)}</a></p>`,
    ].join("\n");
    const pictures = chart ? [{ cid: "chart", png: Buffer.from(chart.png, "base64") }] : [];
    return mail({ to: channel.to, subject, text: [...told, link].join("\n\n"), html, pictures });
  }
  if (channel.kind === "slack") {
    const text = [`*${slacked(subject)}*`, ...told.map(slacked), `<${link}|Look at it in Repute>`].join("\n");
    return taken(await post(channel.url, JSON.stringify({ text }), {}));
  }
  const picture = chart && { png: chart.png, caption: chart.caption };
  const data = { subject, lines, link, ...(picture && { picture }) };
  const body = JSON.stringify({ type: "alert", timestamp: at.toISOString(), data });
  return taken(await post(channel.url, body, signature(id, body, [secret], new Date())));
}

function taken({ status }: Answered): void {
  if (status < 200 || status > 299) throw new Error(`The receiver answered ${status}.`);
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char]!);
const slacked = (text: string): string => text.replace(/[&<>]/g, (char) => ENTITIES[char]!);
