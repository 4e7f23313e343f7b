import { crc32, deflateRawSync } from "node:zlib";

/** A row of a made-up report; what is left out is a mail that passes both ways. */
export interface TestRow {
  ip?: string;
  n?: number;
  disposition?: string;
  dkim?: "pass" | "fail";
  spf?: "pass" | "fail";
  sender?: string;
  /** `selector@domain result`, several joined by commas. */
  signatures?: string;
  /** `domain result` */
  spfResult?: string;
  reason?: string;
}

const tag = (name: string, content: string | number) => `<${name}>${content}</${name}>`;

function rowXml(row: TestRow): string {
  const { ip = "20.36.4.7", n = 10, disposition = "none", dkim = "pass", spf = "pass", reason } = row;
  const { sender = "club.marlow.example", spfResult = `${sender} pass` } = row;
  const { signatures = `selector1-azurecomm-prod-net@${sender} pass` } = row;
  const signed = signatures
    .split(",")
    .filter(Boolean)
    .map((text) => {
      const [, selector = "", domain = "", result = ""] = /^(.*)@(.*) (.*)$/.exec(text) ?? [];
      return tag("dkim", tag("domain", domain) + tag("selector", selector) + tag("result", result));
    });
  const [domain = "", result = ""] = spfResult.split(" ");
  const evaluated =
    tag("disposition", disposition) +
    tag("dkim", dkim) +
    tag("spf", spf) +
    (reason ? tag("reason", tag("type", reason)) : "");
  return tag(
    "record",
    tag("row", tag("source_ip", ip) + tag("count", n) + tag("policy_evaluated", evaluated)) +
      tag("identifiers", tag("header_from", sender)) +
      tag(
        "auth_results",
        signed.join("") + tag("spf", tag("domain", domain) + tag("scope", "mfrom") + tag("result", result)),
      ),
  );
}

/** A DMARC report of one UTC day, ISO. */
export function testReport(options: {
  day: string;
  organisation?: string;
  id?: string;
  domain?: string;
  policy?: string;
  rows?: TestRow[];
}): Buffer {
  const {
    day,
    organisation = "Post Office",
    domain = "marlow.example",
    policy = "none",
    rows = [{}],
  } = options;
  const { id = `${organisation} ${day}` } = options;
  const begin = Date.parse(`${day}T00:00:00Z`) / 1000;
  const metadata =
    tag("org_name", organisation) +
    tag("email", "dmarc@post.example") +
    tag("report_id", id) +
    tag("date_range", tag("begin", begin) + tag("end", begin + 86_399));
  const published = tag("domain", domain) + tag("p", policy);
  return Buffer.from(
    `<?xml version="1.0"?>${tag("feedback", tag("report_metadata", metadata) + tag("policy_published", published) + rows.map(rowXml).join(""))}`,
  );
}

/** A TLS report of one UTC day. */
export const testTlsReport = (day: string, failures: { type: string; n: number }[] = []): Buffer =>
  Buffer.from(
    JSON.stringify({
      "organization-name": "Post Office",
      "date-range": { "start-datetime": `${day}T00:00:00Z`, "end-datetime": `${day}T23:59:59Z` },
      "contact-info": "tls@post.example",
      "report-id": `tls ${day}`,
      policies: [
        {
          policy: { "policy-type": "sts", "policy-domain": "marlow.example", "mx-host": "*.marlow.example" },
          summary: {
            "total-successful-session-count": 100,
            "total-failure-session-count": failures.reduce((sum, { n }) => sum + n, 0),
          },
          "failure-details": failures.map(({ type, n }) => ({
            "result-type": type,
            "failed-session-count": n,
            "receiving-mx-hostname": "mx1.marlow.example",
          })),
        },
      ],
    }),
  );

/** A ZIP archive of stored or deflated members, by the format's own description (APPNOTE 4.3). */
export function zip(members: { name: string; data: Buffer }[], encrypted = false): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of members) {
    const packed = deflateRawSync(data, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(encrypted ? 1 : 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), fields, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
