import type { DmarcReport, DmarcRow, TlsReport } from "../authentication/report";
import { CRM, SENDERS } from "./bookshop";
import { type Random, random } from "./random";

const DAY = 86_400_000;
/** Reports of one day are on their way for up to two more. */
const LATE = 2;
/** The sender's tool that nobody told of DKIM, and since when, in days ago. */
const CRM_MAILER = { domain: "crm-mailer.example", ip: "198.51.100.24", since: 6 };
/** Somebody who writes as the shop, and from where. */
const STRANGER = { ip: "203.0.113.77", share: 0.0006 };

/** Receivers that report, and how much of the mail goes to each. */
const RECEIVERS = [
  { organisation: "google.com", contact: "noreply-dmarc-support@google.com", share: 0.42 },
  { organisation: "Enterprise Outlook", contact: "dmarcreport@microsoft.com", share: 0.24 },
  { organisation: "Yahoo", contact: "dmarchelp@yahooinc.com", share: 0.11 },
  { organisation: "GMX", contact: "noreply-dmarc@sicher.gmx.net", share: 0.05 },
] as const;

export interface DemoReportOptions {
  /** The history ends here, ms. */
  now: number;
  days: number;
  /** Mails on a mean day. */
  perDay: number;
  seed: number;
}

const pass = (domain: string, selector = "") => ({ domain, selector, result: "pass" });

/** A row of mail that proves itself both ways, unless `some` says otherwise. */
const row = (sender: string, n: number, some: Partial<DmarcRow> = {}): DmarcRow => ({
  ip: "20.36.4.18",
  n,
  disposition: "none",
  dkim: true,
  spf: true,
  disagrees: false,
  sender,
  envelopeFrom: sender,
  envelopeTo: "",
  reasons: [],
  dkimResults: [pass(sender, "selector1-azurecomm-prod-net")],
  spfResults: [{ domain: sender, scope: "mfrom", result: "pass" }],
  ...some,
});

const FAILED = { dkim: false, spf: false, dkimResults: [] };

/** What one receiver saw of one sender domain on one day. */
function rowsOf(chance: Random, sender: string, n: number, ago: number, refuses: boolean): DmarcRow[] {
  const forwarded = Math.round(n * chance.between(0.004, 0.008));
  const strange = Math.round(n * STRANGER.share * chance.between(0.4, 1.6));
  const rows = [
    row(sender, n),
    row(sender, forwarded, {
      ip: `192.0.2.${Math.floor(chance.between(130, 160))}`,
      spf: false,
      spfResults: [{ domain: sender, scope: "mfrom", result: "softfail" }],
    }),
    row(sender, strange, {
      ...FAILED,
      ip: STRANGER.ip,
      spfResults: [{ domain: sender, scope: "mfrom", result: "fail" }],
    }),
  ];
  if (sender === "marlow.example")
    rows.push(row(sender, Math.round(n * 0.04), { ip: "192.0.2.12", dkimResults: [pass(sender, "hd1")] }));
  if (sender === CRM.domain && ago <= CRM_MAILER.since) {
    const lost = Math.round(n * 0.35);
    const refused = refuses ? Math.round(lost * 0.2) : 0;
    const mailer = {
      ...FAILED,
      ip: CRM_MAILER.ip,
      envelopeFrom: `bounce.${CRM_MAILER.domain}`,
      spfResults: [{ domain: `bounce.${CRM_MAILER.domain}`, scope: "mfrom", result: "pass" }],
    };
    rows.push(
      row(sender, lost - refused, mailer),
      row(sender, refused, { ...mailer, disposition: "reject" }),
    );
  }
  return rows.filter((one) => one.n > 0);
}

const POLICIES: Record<string, string> = {
  "marlow.example": "reject",
  "club.marlow.example": "quarantine",
  [CRM.domain]: "none",
};

/** The DMARC reports that receivers sent the invented bookshop: one a receiver, day and sender domain. All UTC. */
export function* demoReports({ now, days, perDay, seed }: DemoReportOptions): Generator<DmarcReport> {
  const chance = random(seed + 7);
  const today = Math.floor(now / DAY) * DAY;
  const weights = new Map<string, number>();
  for (const { domain, weight } of SENDERS) weights.set(domain, (weights.get(domain) ?? 0) + weight / 100);
  for (let ago = days - 1; ago >= LATE - 1; ago--) {
    const begin = today - ago * DAY;
    for (const { organisation, contact, share } of RECEIVERS) {
      if (ago < LATE && organisation !== "google.com") continue;
      for (const [domain, weight] of weights) {
        const n = Math.round(perDay * weight * share * chance.between(0.85, 1.15));
        const rows = rowsOf(chance, domain, n, ago, organisation === "google.com");
        if (rows.length === 0) continue;
        const reportId = chance.uuid();
        const policy = { domain, p: POLICIES[domain] ?? "none", adkim: "r", aspf: "r" };
        yield {
          kind: "dmarc",
          organisation,
          contact,
          reportId,
          begin,
          end: begin + DAY - 1000,
          policy,
          errors: [],
          rows,
        };
      }
    }
  }
}

/** One TLS report a week, with a night on which a certificate had expired. */
export function* demoTlsReports({ now, days, seed }: DemoReportOptions): Generator<TlsReport> {
  const chance = random(seed + 8);
  const today = Math.floor(now / DAY) * DAY;
  for (let ago = days - 1; ago >= LATE; ago--) {
    const begin = today - ago * DAY;
    const failed = ago === 9 ? 14 : 0;
    const of = {
      domain: "marlow.example",
      policyType: "sts",
      mx: "mx1.marlow.example",
      sendingIp: "",
      receivingIp: "",
      reason: "",
    };
    const rows = [
      { ...of, result: "successful", n: Math.round(chance.between(120, 260)) },
      { ...of, result: "failed", n: failed },
      ...(failed ? [{ ...of, result: "certificate-expired", n: failed }] : []),
    ];
    const head = {
      organisation: "Google Inc.",
      contact: "smtp-tls-reporting@google.com",
      reportId: chance.uuid(),
    };
    yield { kind: "tls", ...head, begin, end: begin + DAY - 1000, rows };
  }
}
