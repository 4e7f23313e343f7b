import { z } from "zod";
import type { SourceName } from "./names";

/** What shows that a source is the one: a secret of ours, or what it signs with. */
export type Proof = "secret" | "topics" | "keys";

export const PROOFS: Record<SourceName, Proof> = {
  acs: "secret",
  generic: "secret",
  ses: "topics",
  sendgrid: "keys",
  mailgun: "keys",
  postmark: "secret",
  sparkpost: "secret",
  resend: "keys",
};

/** Several at a time, so that a key can be changed without a gap, and accounts can share the door. */
const MOST = 10;

/** A topic by its name in full; the region in it says which hosts of AWS may be asked for its certificate. */
export const TOPIC_ARN =
  /^arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]+)+-\d):(\d{12}):([\w-]{1,256})$/;

const lines = (check: RegExp, message: string) =>
  z.array(z.string().trim().regex(check, message)).max(MOST, `At most ${MOST}.`).default([]);

const FORMS: Partial<Record<SourceName, [RegExp, string]>> = {
  sendgrid: [/^[A-Za-z0-9+/]{100,200}={0,2}$/, "Copy the verification key as SendGrid shows it."],
  mailgun: [/^[\w-]{16,128}$/, "Copy the HTTP webhook signing key as Mailgun shows it."],
  resend: [/^whsec_[A-Za-z0-9+/]{20,120}={0,2}$/, "Copy the signing secret; it begins with whsec_."],
};

/** What an admin gives when a source is connected. Keys that are left out stay as they are. */
export function setupSchema(source: SourceName) {
  const [form, message] = FORMS[source] ?? [/^$/, "This source has no keys."];
  return z
    .strictObject({
      topics: lines(TOPIC_ARN, "Write the ARN of the topic: arn:aws:sns:eu-west-1:123456789012:name."),
      keys: lines(form, message).optional(),
      /** Directory (tenant) and application id URI of Microsoft Entra, with which Event Grid signs in. */
      tenant: z
        .string()
        .trim()
        .regex(/^$|^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, "Write the id of the tenant.")
        .default(""),
      audience: z.string().trim().max(300).default(""),
    })
    .refine(({ tenant, audience }) => Boolean(tenant) === Boolean(audience), {
      message: "Tenant and audience go together.",
      path: ["audience"],
    });
}
export type Setup = z.output<ReturnType<typeof setupSchema>>;

/** What the database keeps of it in the clear. */
export const SourceSettings = z.object({
  topics: z.array(z.string()).default([]),
  tenant: z.string().default(""),
  audience: z.string().default(""),
});
