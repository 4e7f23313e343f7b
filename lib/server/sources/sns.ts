import SnsPayloadValidator from "sns-payload-validator";
import { Refusal } from "@/lib/core/error";
import { type Fields, fieldsOf } from "@/lib/core/sources/fields";
import { decodeJson } from "@/lib/core/sources/json";
import { word } from "@/lib/core/sources/pick";
import { SourceSettings, TOPIC_ARN } from "@/lib/core/sources/setup";
import { log } from "@/lib/server/log";
import { getOutward } from "@/lib/server/outward-get";
import { admitBySecret } from "./by-secret";
import { unsigned } from "./keys";
import type { Knock } from "./knock";

const HOUR = 3_600_000;
const CERTIFICATE_PATH = /^\/SimpleNotificationService-[A-Za-z0-9]{32}\.pem$/;

/** What is fetched from AWS; tests put something else here. */
export const aws = { get: getOutward };
const certificates = new Map<string, string>();

/**
 * By SNS: the signature, of a topic that an admin has named. By EventBridge, or raw: the secret of our address. A new
 * subscription of such a topic is confirmed by itself.
 */
export async function admitSes(knock: Knock): Promise<void> {
  const decoded = decodeJson(new TextDecoder().decode(await knock.body()));
  const envelope = "value" in decoded ? fieldsOf(decoded.value) : undefined;
  if (typeof envelope?.TopicArn !== "string") return admitBySecret(knock);
  const host = hostOf(envelope.TopicArn, knock);
  await checkSignature(envelope, host);
  if (envelope.Type === "SubscriptionConfirmation") await confirm(envelope, host, knock.now);
}

/** The only host that speaks for a topic: of the region that its name has. */
function hostOf(topic: string, { settings }: Knock): string {
  const { topics } = SourceSettings.parse(settings?.settings ?? {});
  const region = TOPIC_ARN.exec(topic)?.[2];
  if (!region || !topics.includes(topic)) throw unsigned();
  return `sns.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

/** An address of AWS, if it is one on this host: https on its own port, without a user. */
function pinned(address: unknown, host: string): URL {
  const text = typeof address === "string" ? address : "";
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:" || url.host !== host || url.username || url.password) throw unsigned();
  return url;
}

async function checkSignature(envelope: Fields, host: string): Promise<void> {
  const url = pinned(envelope.SigningCertURL, host);
  if (!CERTIFICATE_PATH.test(url.pathname) || url.search) throw unsigned();
  // Its own fetch has neither a limit nor a time-out: it finds the certificate in its cache, or is not asked.
  const validator = new SnsPayloadValidator();
  const { certCache } = validator as unknown as { certCache: Map<string, string> };
  certCache.set(String(envelope.SigningCertURL), await certificateOf(url));
  await validator.validate(envelope as never).catch(() => {
    throw unsigned();
  });
}

async function certificateOf(url: URL): Promise<string> {
  const known = certificates.get(url.href);
  if (known) return known;
  const certificate = await aws.get(url).catch((cause) => {
    throw Object.assign(new Refusal("unavailable", "The certificate of SNS cannot be fetched now."), {
      cause,
    });
  });
  certificates.set(url.href, certificate);
  return certificate;
}

/** @throws Refusal "unavailable" where AWS did not take it: SNS then asks again */
async function confirm(envelope: Fields, host: string, now: Date): Promise<void> {
  const url = pinned(envelope.SubscribeURL, host);
  const age = now.getTime() - Date.parse(word(envelope.Timestamp));
  const asked = url.searchParams;
  const ours = asked.get("Action") === "ConfirmSubscription" && asked.get("TopicArn") === envelope.TopicArn;
  if (url.pathname !== "/" || !ours || !(Math.abs(age) <= HOUR)) throw unsigned();
  await aws.get(url).catch((cause) => {
    throw Object.assign(new Refusal("unavailable", "The subscription cannot be confirmed now."), { cause });
  });
  log.info({ topic: envelope.TopicArn }, "a subscription of SNS was confirmed");
}
