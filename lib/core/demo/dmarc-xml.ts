import type { DmarcReport, DmarcRow } from "../authentication/report";

const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const tag = (name: string, value: string | number): string => `<${name}>${escaped(String(value))}</${name}>`;
const word = (passed: boolean): string => (passed ? "pass" : "fail");

function record(row: DmarcRow): string[] {
  return [
    "  <record>",
    "    <row>",
    `      ${tag("source_ip", row.ip)}`,
    `      ${tag("count", row.n)}`,
    "      <policy_evaluated>",
    `        ${tag("disposition", row.disposition)}`,
    `        ${tag("dkim", word(row.dkim))}`,
    `        ${tag("spf", word(row.spf))}`,
    "      </policy_evaluated>",
    "    </row>",
    `    <identifiers>${tag("envelope_from", row.envelopeFrom)}${tag("header_from", row.sender)}</identifiers>`,
    "    <auth_results>",
    ...row.dkimResults.map(
      ({ domain, selector, result }) =>
        `      <dkim>${tag("domain", domain)}${tag("selector", selector)}${tag("result", result)}</dkim>`,
    ),
    ...row.spfResults.map(
      ({ domain, scope, result }) =>
        `      <spf>${tag("domain", domain)}${tag("scope", scope)}${tag("result", result)}</spf>`,
    ),
    "    </auth_results>",
    "  </record>",
  ];
}

/** A report as receivers write it (RFC 9990 section 3.1.1): what the reader makes of it is the report again. */
export function printDmarcReport({
  organisation,
  contact,
  reportId,
  begin,
  end,
  policy,
  rows,
}: DmarcReport): string {
  const { domain, p, adkim = "r", aspf = "r" } = policy;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">',
    "  <report_metadata>",
    `    ${tag("org_name", organisation)}`,
    `    ${tag("email", contact)}`,
    `    ${tag("report_id", reportId)}`,
    `    <date_range>${tag("begin", begin / 1000)}${tag("end", end / 1000)}</date_range>`,
    "  </report_metadata>",
    `  <policy_published>${tag("domain", domain)}${tag("adkim", adkim)}${tag("aspf", aspf)}${tag("p", p)}</policy_published>`,
    ...rows.flatMap(record),
    "</feedback>",
  ].join("\n");
}
