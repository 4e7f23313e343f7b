import { createHmac, createSign, generateKeyPairSync, randomBytes, randomUUID, sign } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { MOST_DAYS } from "@/lib/core/retention";
import type { SourceName } from "@/lib/core/sources/names";
import type { PrismaClient } from "@/prisma/generated/client";
import { webhookAddress, webhookSecret } from "./address";
import { connectSource } from "./connect";
import { aws } from "./sns";

/** Keys of the providers, made for this run. */
const sendgrid = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const mailgunKey = randomBytes(16).toString("hex");
const resendSecret = `whsec_${randomBytes(24).toString("base64")}`;
const amazon = generateKeyPairSync("rsa", { modulusLength: 2048 });

export const TOPIC = "arn:aws:sns:eu-west-1:123456789012:mail";
export const CERTIFICATE = `https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-${"0a".repeat(16)}.pem`;
const ADMIN = "ada@marlow.example";

const SETUPS: Partial<Record<SourceName, object>> = {
  ses: { topics: [TOPIC] },
  sendgrid: { keys: [sendgrid.publicKey.export({ format: "der", type: "spki" }).toString("base64")] },
  mailgun: { keys: [mailgunKey] },
  resend: { keys: [resendSecret] },
};

/** The retention is set as long as it can be: what is published, and what tests send, bears times of its own. */
export const keepForLong = (db: PrismaClient) => db.retention.updateMany({ data: { days: MOST_DAYS } });

/** Connects these sources as an admin would. Certificates of AWS are answered by ours; all else of AWS by an error. */
export async function connectSenders(db: PrismaClient, sources: readonly SourceName[]): Promise<void> {
  await keepForLong(db);
  for (const source of sources) await connectSource(db, source, SETUPS[source] ?? {}, ADMIN, new Date());
  answerForAws(awsKey());
}

/** The key of our SNS, as PEM. */
export const awsKey = (): string => amazon.publicKey.export({ format: "pem", type: "spki" }).toString();

/** From now on this process gets `pem` where it asks AWS for the certificate, and an error for all else. */
export function answerForAws(pem: string): void {
  aws.get = async (url) => {
    if (url.href !== CERTIFICATE) throw new Error(`${url.href} was not expected`);
    return pem;
  };
}

type Envelope = Record<string, string>;

/** A message of SNS with its signature. */
export function notified(message: string, more: Envelope = {}, version: "1" | "2" = "2"): Envelope {
  const envelope: Envelope = {
    ...{ Type: "Notification", MessageId: randomUUID(), TopicArn: TOPIC, Message: message },
    ...{
      Timestamp: new Date().toISOString(),
      SignatureVersion: version,
      SigningCertURL: CERTIFICATE,
      ...more,
    },
  };
  const fields = [
    "Message",
    "MessageId",
    "SubscribeURL",
    "Subject",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
  ];
  const text = fields.filter((name) => name in envelope).map((name) => `${name}\n${envelope[name]}\n`);
  const signer = createSign(version === "1" ? "sha1WithRSAEncryption" : "sha256WithRSAEncryption");
  envelope.Signature = signer.update(text.join("")).sign(amazon.privateKey, "base64");
  return envelope;
}

/** By which way SES reports: both versions of signatures, EventBridge, and raw. */
export type SesWay = "v1" | "v2" | "event-bridge" | "raw";

/** A request as the provider would send it, signed with its key. Those that send one event at a time get the first only. */
export async function requestOf(
  db: PrismaClient,
  source: SourceName,
  events: object[],
  way: SesWay = "v2",
): Promise<Request> {
  const url = webhookAddress(source);
  const secret = await webhookSecret(db, source);
  const bySecret = { "x-repute-secret": secret };
  const basic = { authorization: `Basic ${Buffer.from(`repute:${secret}`).toString("base64")}` };
  const post = (body: string, headers: Record<string, string> = {}, address = url) =>
    new Request(address, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    });
  const [first] = events;
  switch (source) {
    case "acs":
      return post(JSON.stringify(events), {}, `${url}?secret=${secret}`);
    case "generic":
      return post(JSON.stringify({ events }), bySecret);
    case "postmark":
      return post(JSON.stringify(first), basic);
    case "sparkpost":
      return post(JSON.stringify(events), basic);
    case "ses": {
      if (way === "v1" || way === "v2")
        return post(JSON.stringify(notified(JSON.stringify(first), {}, way === "v1" ? "1" : "2")), {
          "content-type": "text/plain; charset=UTF-8",
        });
      if (way === "raw") return post(JSON.stringify(first), {}, `${url}?secret=${secret}`);
      return post(JSON.stringify({ source: "aws.ses", "detail-type": "Email", detail: first }), bySecret);
    }
    case "sendgrid": {
      const body = JSON.stringify(events);
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const signature = sign("sha256", Buffer.from(timestamp + body), sendgrid.privateKey).toString("base64");
      return post(body, {
        "x-twilio-email-event-webhook-signature": signature,
        "x-twilio-email-event-webhook-timestamp": timestamp,
      });
    }
    case "mailgun":
      return post(JSON.stringify({ signature: mailgunSignature(), "event-data": first }));
    case "resend": {
      const body = JSON.stringify(first);
      const [id, now] = [`msg_${randomUUID()}`, new Date()];
      const signature = new Webhook(resendSecret).sign(id, now, body);
      const timestamp = String(Math.floor(now.getTime() / 1_000));
      return post(body, { "svix-id": id, "svix-timestamp": timestamp, "svix-signature": signature });
    }
  }
}

/** @param at seconds since 1970 */
export function mailgunSignature(
  at = Math.floor(Date.now() / 1_000),
  token = randomBytes(25).toString("hex"),
) {
  const signature = createHmac("sha256", mailgunKey).update(`${at}${token}`).digest("hex");
  return { timestamp: String(at), token, signature };
}

/** Whether a request of a source brings a list. */
export const isBatched = (source: SourceName): boolean =>
  ["acs", "generic", "sparkpost", "sendgrid"].includes(source);
