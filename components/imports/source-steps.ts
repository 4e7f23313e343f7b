import type { SourceName } from "@/lib/core/sources/names";

/** The address with its secret, as it is known once. */
interface Known {
  address: string;
  secret: string;
}

/** Something to copy into the provider's pages. */
export interface Given {
  label: string;
  /** For the button: "address". */
  what: string;
  text: string;
}

interface Guide {
  /** One sentence: what comes by it, and how soon. */
  about: string;
  /** What to do in the provider's pages, before and after the address is known. */
  steps: string[];
  /** What is given away, once. */
  given(known: Known): Given[];
}

const only = ({ address }: Known): Given[] => [{ label: "Address", what: "address", text: address }];

const withSecret = ({ address, secret }: Known): Given[] => [
  { label: "Address, with its secret", what: "address", text: `${address}?secret=${secret}` },
];

const asHeader = ({ address, secret }: Known): Given[] => [
  { label: "Address", what: "address", text: address },
  { label: "Secret, in the header x-repute-secret", what: "secret", text: secret },
];

/** Basic authentication as providers take it: in the address. */
const inAddress = ({ address, secret }: Known): Given[] => [
  {
    label: "Address, with user and password",
    what: "address",
    text: address.replace("://", `://repute:${secret}@`),
  },
];

const asPassword = ({ address, secret }: Known): Given[] => [
  { label: "Address", what: "address", text: address },
  { label: "User", what: "user", text: "repute" },
  { label: "Password", what: "password", text: secret },
];

/** How each source is set up. Each step names what the provider's page calls it. */
export const GUIDES: Record<SourceName, Guide> = {
  acs: {
    about: "Event Grid reports each delivery seconds after it happened.",
    steps: [
      "In the Azure portal open your Communication Services resource, Events, Event Subscription. Either schema will do.",
      "Choose the types Email Delivery Report Received and Email Engagement Tracking Report Received.",
      "As endpoint choose Web Hook and paste the address that is shown next. Azure asks once whether it agrees; Repute answers by itself.",
    ],
    given: withSecret,
  },
  generic: {
    about: "For what has no form of its own: our JSON, described in docs/sources.md.",
    steps: [
      'Post one event, a list, or {"events": [...]}, at most 10,000 at once, with the secret in a header.',
      "Or sign each request by Standard Webhooks: whsec_ and the secret's 32 bytes in base64.",
    ],
    given: asHeader,
  },
  ses: {
    about: "SES publishes by SNS, or by EventBridge.",
    steps: [
      "Make an SNS topic, and let a configuration set or an identity publish to it.",
      "Write the topic's ARN below: only topics that are named here are believed.",
      "Then subscribe the address that is shown next to the topic by HTTPS, raw message delivery off. It is confirmed by itself.",
      "By EventBridge instead: an API destination with the secret in the header x-repute-secret.",
    ],
    given: asHeader,
  },
  sendgrid: {
    about: "The Event Webhook, signed by SendGrid.",
    steps: [
      "Under Mail Settings, Event Webhooks, make a webhook and turn Signed Event Webhook on.",
      "Paste its verification key below.",
      "Then give it the address that is shown next, and choose all events but account status.",
    ],
    given: only,
  },
  mailgun: {
    about: "Webhooks, one event each, signed by Mailgun.",
    steps: [
      "Paste the HTTP webhook signing key from API Security below.",
      "Then, under Sending, Webhooks, add the address that is shown next for every event.",
    ],
    given: only,
  },
  postmark: {
    about: "Webhooks of a message stream. Postmark does not sign: the address holds a password.",
    steps: [
      "In the server's message stream open Webhooks, and add the address that is shown next.",
      "Choose all events; the content of bounces is not needed.",
    ],
    given: inAddress,
  },
  sparkpost: {
    about: "Webhooks in batches, with a user and a password.",
    steps: [
      "Under Configuration, Webhooks, make one with the address that is shown next and Basic authentication.",
      "Choose message, engagement, generation and unsubscribe events.",
    ],
    given: asPassword,
  },
  resend: {
    about: "Webhooks, signed by Resend.",
    steps: [
      "Under Webhooks make an endpoint for all email events; its address here is /api/v1/ingest/resend.",
      "Paste the endpoint's signing secret below; it begins with whsec_.",
    ],
    given: only,
  },
};

/** What the keys of a source are called there. */
export const KEY_NAMES: Partial<Record<SourceName, string>> = {
  sendgrid: "Verification key",
  mailgun: "HTTP webhook signing key",
  resend: "Signing secret",
};
