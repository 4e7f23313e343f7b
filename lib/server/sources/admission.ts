import type { SourceName } from "@/lib/core/sources/names";
import { admitAcs } from "./acs";
import { acceptedSecrets } from "./address";
import { admitBySecret } from "./by-secret";
import { keysOf } from "./keys";
import type { Admission } from "./knock";
import { admitMailgun } from "./mailgun";
import { admitSendgrid } from "./sendgrid";
import { admitSes } from "./sns";
import { checkStandardWebhook } from "./standard-webhooks";

/** Our own form comes with the secret, or signed with it. */
const admitGeneric: Admission = async (knock) => {
  if (!knock.request.headers.has("webhook-signature")) return admitBySecret(knock);
  const secrets = acceptedSecrets(knock.source, knock.settings);
  return checkStandardWebhook(knock, "webhook", secrets.map(signingSecret));
};

/** A secret of ours as Standard Webhooks write one. */
export const signingSecret = (secret: string): string =>
  `whsec_${Buffer.from(secret, "base64url").toString("base64")}`;

/** How each source shows that it is the one. */
export const ADMISSIONS: Record<SourceName, Admission> = {
  acs: admitAcs,
  generic: admitGeneric,
  ses: admitSes,
  sendgrid: admitSendgrid,
  mailgun: admitMailgun,
  postmark: admitBySecret,
  sparkpost: admitBySecret,
  resend: (knock) => checkStandardWebhook(knock, "svix", keysOf(knock)),
};
