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
  text: AlertText & { picture?: string };
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
  const { subject, lines, picture } = text;
  if (channel.kind === "email") {
    const html = [
      ...lines.map((line) => `<p>${escaped(line)}</p>`),
      ...(picture ? [`<img src="cid:chart" width="560" alt="">`] : []),
      `<p><a href="${escaped(link)}">${escaped(link)}</a></p>`,
    ].join("\n");
    const pictures = picture ? [{ cid: "chart", png: Buffer.from(picture, "base64") }] : [];
    return mail({ to: channel.to, subject, text: [...lines, link].join("\n\n"), html, pictures });
  }
  if (channel.kind === "slack") {
    const told = [`*${slacked(subject)}*`, ...lines.map(slacked), `<${link}|Look at it in Repute>`];
    return taken(await post(channel.url, JSON.stringify({ text: told.join("\n") }), {}));
  }
  const data = { subject, lines, link };
  const body = JSON.stringify({ type: "alert", timestamp: at.toISOString(), data });
  return taken(await post(channel.url, body, signature(id, body, [secret], new Date())));
}

function taken({ status }: Answered): void {
  if (status < 200 || status > 299) throw new Error(`The receiver answered ${status}.`);
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char]!);
const slacked = (text: string): string => text.replace(/[&<>]/g, (char) => ENTITIES[char]!);
