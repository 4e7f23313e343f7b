/** A service that sends for others, and by what its mail is known. */
export interface MailService {
  id: string;
  name: string;
  /** Organisational domains of its return paths and of signatures of its own. */
  domains: string[];
  /** Selectors that it gives to its customers' keys. */
  selectors?: RegExp;
  /** The keys of every customer, where they are the same for all: selector to the name that it points to. */
  keys?: Record<string, string>;
}

const list = (names: string): string[] => names.split(" ");

/** Services by the domains that their mail passes for. Facts that each of them publishes; what is missing is shown by its domain. */
export const SERVICES: readonly MailService[] = [
  {
    id: "acs",
    name: "Azure Communication Services",
    domains: ["azurecomm.net"],
    selectors: /^selector[12]-azurecomm-prod-net$/,
    keys: {
      "selector1-azurecomm-prod-net": "selector1-azurecomm-prod-net._domainkey.azurecomm.net",
      "selector2-azurecomm-prod-net": "selector2-azurecomm-prod-net._domainkey.azurecomm.net",
    },
  },
  { id: "ses", name: "Amazon SES", domains: ["amazonses.com"] },
  { id: "sendgrid", name: "SendGrid", domains: list("sendgrid.net sendgrid.info sendgrid.com") },
  { id: "mailgun", name: "Mailgun", domains: list("mailgun.org mailgun.net mailgun.com") },
  { id: "postmark", name: "Postmark", domains: ["mtasv.net"], selectors: /^\d{14}pm$/ },
  { id: "sparkpost", name: "SparkPost", domains: list("sparkpostmail.com sparkpost.com") },
  {
    id: "mailchimp",
    name: "Mailchimp",
    domains: list("mcsv.net mcdlv.net rsgsv.net mailchimp.com mailchimpapp.net"),
  },
  { id: "mandrill", name: "Mailchimp Transactional", domains: ["mandrillapp.com"], selectors: /^mte[12]$/ },
  { id: "brevo", name: "Brevo", domains: list("sendinblue.com brevo.com sender-sib.com brevosend.com") },
  { id: "mailjet", name: "Mailjet", domains: ["mailjet.com"], selectors: /^mailjet$/ },
  {
    id: "hubspot",
    name: "HubSpot",
    domains: list("hubspotemail.net hubspot.com"),
    selectors: /^hs[12]-\d+$/,
  },
  {
    id: "salesforce",
    name: "Salesforce",
    domains: list("salesforce.com exacttarget.com salesforce-marketingcloud.com"),
  },
  { id: "marketo", name: "Marketo", domains: list("mktomail.com mktdns.com marketo.org") },
  { id: "klaviyo", name: "Klaviyo", domains: list("klaviyomail.com klaviyo.com") },
  { id: "constant-contact", name: "Constant Contact", domains: list("ccsend.com constantcontact.com") },
  {
    id: "campaign-monitor",
    name: "Campaign Monitor",
    domains: list("createsend.com cmail19.com cmail20.com"),
  },
  {
    id: "activecampaign",
    name: "ActiveCampaign",
    domains: list("acems1.com acems2.com emsend1.com emsend2.com"),
  },
  { id: "zendesk", name: "Zendesk", domains: ["zendesk.com"], selectors: /^zendesk[12]$/ },
  { id: "freshdesk", name: "Freshdesk", domains: list("freshdesk.com freshemail.io freshworks.com") },
  { id: "intercom", name: "Intercom", domains: list("intercom-mail.com intercom.io") },
  { id: "shopify", name: "Shopify", domains: list("shopifyemail.com shopify.com") },
  { id: "stripe", name: "Stripe", domains: ["stripe.com"] },
  {
    id: "google",
    name: "Google Workspace",
    domains: list("google.com gmail.com gappssmtp.com"),
    selectors: /^google$/,
  },
  { id: "microsoft", name: "Microsoft 365", domains: list("onmicrosoft.com outlook.com") },
  {
    id: "zoho",
    name: "Zoho Mail",
    domains: list("zoho.com zohomail.com zoho.eu zcsend.net"),
    selectors: /^zmail$/,
  },
  { id: "fastmail", name: "Fastmail", domains: ["messagingengine.com"], selectors: /^fm[1-4]$/ },
  { id: "proton", name: "Proton", domains: list("protonmail.ch proton.me"), selectors: /^protonmail[23]?$/ },
];

const BY_DOMAIN = new Map(SERVICES.flatMap((service) => service.domains.map((domain) => [domain, service])));

export const serviceOfDomain = (organisational: string): MailService | undefined =>
  BY_DOMAIN.get(organisational);

export const serviceOfSelector = (selector: string): MailService | undefined =>
  selector === "" ? undefined : SERVICES.find(({ selectors }) => selectors?.test(selector));
