import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { readReport } from "@/lib/core/authentication/read";
import { zip } from "./testing-reports";
import { unpackReport } from "./unpack";

const NOW = Date.UTC(2026, 10, 28);
const DAY = Date.UTC(2026, 10, 20) / 1000;

const ROW = `<record><row><source_ip>192.0.2.7</source_ip><count>3</count><policy_evaluated><disposition>none</disposition>
<dkim>pass</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>club.marlow.example</header_from></identifiers>
<auth_results><dkim><domain>club.marlow.example</domain><selector>s1</selector><result>pass</result></dkim></auth_results></record>`;

const HEAD = `<report_metadata><org_name>Post Office</org_name><email>dmarc@post.example</email><report_id>1</report_id>
<date_range><begin>${DAY}</begin><end>${DAY + 86_399}</end></date_range></report_metadata>
<policy_published><domain>marlow.example</domain><p>none</p></policy_published>`;

const report = (rows = ROW, before = "", head = HEAD) =>
  `<?xml version="1.0"?>${before}<feedback>${head}${rows}</feedback>`;

/** What becomes of bytes: null where they are read, else the reason. */
async function refusal(bytes: Uint8Array | string): Promise<string | null> {
  const unpacked = await unpackReport(Buffer.from(bytes));
  if (!unpacked.ok) return unpacked.reason;
  const reading = readReport(unpacked.bytes, NOW);
  return reading.ok ? null : reading.reason;
}

const xml = Buffer.from(report());

test("A5.6: a report is read plain, in gzip, in ZIP, and with a line end behind its gzip, whatever it is called", async () => {
  for (const bytes of [
    xml,
    gzipSync(xml),
    zip([{ name: "report.pdf", data: xml }]),
    zip([
      { name: "a/", data: Buffer.alloc(0) },
      { name: "readme", data: Buffer.from("hello") },
      { name: "r", data: xml },
    ]),
    Buffer.concat([gzipSync(xml), Buffer.from("\r\n")]),
  ])
    assert.equal(await refusal(bytes), null);
});

test("A5.7: a gzip bomb is stopped while it unpacks", async () => {
  const bomb = gzipSync(Buffer.alloc(200_000_000, 32));
  const began = process.memoryUsage().rss;
  assert.match((await refusal(bomb)) ?? "", /bomb/);
  assert.ok(process.memoryUsage().rss - began < 120_000_000);
  // Below the ratio, above the size.
  const noise = Buffer.from(
    Array.from({ length: 400_000 }, (_, i) => `<a${Math.imul(i, 2654435761) >>> 0}>`)
      .join("")
      .padEnd(26_000_000, "ab"),
  );
  assert.match((await refusal(gzipSync(noise))) ?? "", /larger than 25 MB|bomb/);
});

test("A5.7: a ZIP bomb is stopped, one member or many", async () => {
  const zeros = Buffer.alloc(30_000_000);
  assert.match((await refusal(zip([{ name: "r.xml", data: zeros }]))) ?? "", /bomb/);
  const many = Array.from({ length: 10 }, (_, i) => ({ name: `r${i}.xml`, data: Buffer.alloc(900_000, 32) }));
  assert.match((await refusal(zip(many))) ?? "", /bomb/);
});

test("A5.7: archives within archives, many members, several reports, encryption and damage are refused with their reason", async () => {
  const inner = zip([{ name: "r.xml", data: xml }]);
  assert.match((await refusal(zip([{ name: "inner.zip", data: inner }]))) ?? "", /archive within an archive/);
  assert.match((await refusal(gzipSync(gzipSync(xml)))) ?? "", /archive within an archive/);
  assert.match((await refusal(gzipSync(inner))) ?? "", /archive within an archive/);
  const eleven = Array.from({ length: 11 }, (_, i) => ({ name: `${i}`, data: Buffer.from("x") }));
  assert.match((await refusal(zip(eleven))) ?? "", /more than 10 members/);
  assert.match(
    (await refusal(
      zip([
        { name: "a", data: xml },
        { name: "b", data: xml },
      ]),
    )) ?? "",
    /several reports/,
  );
  assert.match((await refusal(zip([{ name: "a", data: Buffer.from("hello") }]))) ?? "", /no report/);
  assert.match((await refusal(zip([{ name: "a", data: xml }], true))) ?? "", /encrypted/);
  assert.match((await refusal(gzipSync(xml).subarray(0, 100))) ?? "", /damaged/);
  assert.match((await refusal(inner.subarray(0, 60))) ?? "", /damaged/);
  assert.match((await refusal("")) ?? "", /empty/);
  assert.match((await refusal(Buffer.alloc(10_000_001, 60))) ?? "", /larger than 10 MB/);
});

const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ""};`.repeat(10)}">`).join("")}]>`;

test("A5.8: billion laughs and external entities are refused, in every encoding", async () => {
  const bombs = [
    report(ROW, LAUGHS),
    report(ROW, `<!DOCTYPE feedback SYSTEM "file:///etc/passwd">`),
    report(ROW, `<!doctype feedback [<!ENTITY x SYSTEM "http://192.0.2.1/">]>`),
    report(ROW, `<! DOCTYPE feedback>`),
  ];
  for (const bomb of bombs) {
    assert.match((await refusal(bomb)) ?? "", /DOCTYPE|ENTITY/);
    const little = Buffer.from(bomb, "utf16le");
    assert.match((await refusal(Buffer.concat([Buffer.from([0xff, 0xfe]), little]))) ?? "", /DOCTYPE|ENTITY/);
    assert.match((await refusal(little)) ?? "", /DOCTYPE|ENTITY/);
    const big = Buffer.from(little).swap16();
    assert.match((await refusal(Buffer.concat([Buffer.from([0xfe, 0xff]), big]))) ?? "", /DOCTYPE|ENTITY/);
    assert.match((await refusal(gzipSync(little))) ?? "", /DOCTYPE|ENTITY/);
  }
  assert.match(
    (await refusal(report().replace("?>", ` encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-`))) ?? "",
    /utf-7/i,
  );
  assert.match((await refusal(report(ROW, "+ADwAIQ-DOCTYPE x+AD4-"))) ?? "", /UTF-7/);
  assert.match((await refusal(Buffer.from([0xff, 0xfe, 0, 0, 60, 0, 0, 0]))) ?? "", /utf-32/);
  assert.match((await refusal(report().replace("?>", ` encoding="IBM037"?>`))) ?? "", /ibm037/);
});

test("A5.8: entities of XML are undone once, others stay as they are written", () => {
  const reading = readReport(
    Buffer.from(report(ROW, "", HEAD.replace("Post Office", "Post &amp;lt; Sons &#233; &evil;"))),
    NOW,
  );
  assert.equal(reading.ok && reading.report.organisation, "Post &lt; Sons é &evil;");
});

test("A5.1: UTF-16 and Latin-1 reports are read, namespaces of both schemas, prefixes and none", async () => {
  const text = report();
  assert.equal(await refusal(Buffer.from(`\ufeff${text}`, "utf16le")), null);
  assert.equal(await refusal(Buffer.from(text.replace("?>", ' encoding="ISO-8859-1"?>'), "latin1")), null);
  for (const open of ['xmlns="urn:ietf:params:xml:ns:dmarc-2.0"', 'xmlns="http://dmarc.org/dmarc-xml/0.1"'])
    assert.equal(await refusal(text.replace("<feedback>", `<feedback ${open}>`)), null);
  const prefixed = text
    .replace(/<(\/?)(\w)/g, "<$1d:$2")
    .replace("<d:feedback>", '<d:feedback xmlns:d="urn:x">');
  assert.equal(await refusal(prefixed), null);
});

test("A5.7: more than 100,000 records and deep nesting are refused before anything is built", async () => {
  const began = process.cpuUsage();
  assert.match((await refusal(report("<record/>".repeat(100_001)))) ?? "", /100,000 records/);
  assert.match((await refusal(report("<a>".repeat(100_000)))) ?? "", /20 deep/);
  assert.match((await refusal(`{"a":${"[".repeat(5_000_000)}`)) ?? "", /32 deep/);
  assert.ok(process.cpuUsage(began).user < 3_000_000);
});

test("A5.3: what a report must have, each by its name", async () => {
  const cases: [RegExp, string][] = [
    [/who it is from/, report(ROW, "", HEAD.replace(/<org_name>.*<\/email>/, ""))],
    [/no id/, report(ROW, "", HEAD.replace(/<report_id>.*<\/report_id>/, ""))],
    [/not written as moments/, report(ROW, "", HEAD.replace(/<begin>.*<\/begin>/, ""))],
    [/which policy/, report(ROW, "", HEAD.replace("<p>none</p>", ""))],
    [/no record/, report("")],
    [/Record 2: its source_ip/, report(ROW + ROW.replace("192.0.2.7", "192.0.2.777"))],
    [/From/, report(ROW.replace(/<header_from>.*<\/header_from>/, ""))],
    [/no feedback/, "<html></html>"],
    [/neither/, "report"],
    [/none/, "{]"],
    [/no TLS report: organization-name/, "{}"],
  ];
  for (const [reason, text] of cases) assert.match((await refusal(text)) ?? "", reason);
});

test("A5.4: days and counts that cannot be", async () => {
  const range = (begin: number, end: number) =>
    report(ROW, "", HEAD.replace(/<begin>.*<\/end>/, `<begin>${begin}</begin><end>${end}</end>`));
  assert.match((await refusal(range(DAY + 1, DAY))) ?? "", /before it begins/);
  assert.match((await refusal(range(DAY, DAY + 36 * 86_400))) ?? "", /35 days/);
  assert.match((await refusal(range(NOW / 1000, NOW / 1000 + 3 * 86_400))) ?? "", /days to come/);
  assert.equal(await refusal(range(DAY, DAY + 86_400)), null);
  for (const count of ["-1", "9007199254740993", "1e3", "three", ""])
    assert.match(
      (await refusal(report(ROW.replace("<count>3<", `<count>${count}<`)))) ?? "",
      /Record 1: its count/,
    );
});

test("A5.2: what is unknown is passed over, in the file and in a record", async () => {
  const extended = report(
    ROW.replace("</record>", "<extension><x>1</x></extension></record>"),
    "",
    `${HEAD}<extension/>`,
  );
  assert.equal(await refusal(extended), null);
});

/** The rows of a report that is read. */
function rowsOf(text: string) {
  const reading = readReport(Buffer.from(text), NOW);
  return reading.ok && reading.report.kind === "dmarc" ? reading.report.rows : [];
}

test("A5.10: the receiver's verdict counts; where its own results say otherwise, the row says so", () => {
  const [agreed] = rowsOf(report());
  assert.deepEqual([agreed?.dkim, agreed?.spf, agreed?.disagrees], [true, false, false]);
  const [refused] = rowsOf(report(ROW.replace("<result>pass</result>", "<result>fail</result>")));
  assert.deepEqual([refused?.dkim, refused?.disagrees], [true, true]);
  const foreign = ROW.replace("<domain>club.marlow.example</domain>", "<domain>crm-mailer.example</domain>");
  assert.equal(rowsOf(report(foreign))[0]?.disagrees, true);
  const strict = HEAD.replace("<p>", "<adkim>s</adkim><p>");
  const above = ROW.replace("<domain>club.marlow.example</domain>", "<domain>marlow.example</domain>");
  assert.equal(rowsOf(report(above))[0]?.disagrees, false);
  assert.equal(rowsOf(report(above, "", strict))[0]?.disagrees, true);
});

test("A5.11: of one row at most 200 signatures are kept", () => {
  const signed =
    "<dkim><domain>club.marlow.example</domain><selector>s</selector><result>pass</result></dkim>";
  const [row] = rowsOf(report(ROW.replace("<auth_results>", `<auth_results>${signed.repeat(300)}`)));
  assert.equal(row?.dkimResults.length, 200);
});

test("A6: a TLS report is refused where it is not whole, and bounded as others are", async () => {
  const whole = {
    "organization-name": "Post Office",
    "date-range": { "start-datetime": "2026-11-20T00:00:00Z", "end-datetime": "2026-11-20T23:59:59Z" },
    "report-id": "1",
    policies: [
      {
        policy: {
          "policy-type": "sts",
          "policy-domain": "marlow.example",
          "mx-host": ["a.example", "b.example"],
        },
        summary: { "total-successful-session-count": 5, "total-failure-session-count": 0 },
      },
    ],
  };
  assert.equal(await refusal(JSON.stringify(whole)), null);
  assert.equal(await refusal(gzipSync(JSON.stringify(whole))), null);
  const cases: [RegExp, object][] = [
    [/report-id/, { ...whole, "report-id": "" }],
    [/policies/, { ...whole, policies: [] }],
    [/35 days/, { ...whole, "date-range": { "start-datetime": "2026-01-01", "end-datetime": "2026-11-20" } }],
    [
      /not written as moments/,
      { ...whole, "date-range": { "start-datetime": "soon", "end-datetime": "later" } },
    ],
    [
      /total-successful/,
      { ...whole, policies: [{ ...whole.policies[0], summary: { "total-successful-session-count": -1 } }] },
    ],
    [/100,000 records/, { ...whole, policies: Array.from({ length: 50_001 }, () => whole.policies[0]) }],
  ];
  for (const [reason, value] of cases) assert.match((await refusal(JSON.stringify(value))) ?? "", reason);
});

test("no bytes make the reader throw", async () => {
  const pieces = fc.constantFrom(
    "<",
    ">",
    "</",
    "<feedback>",
    "<record>",
    "]]>",
    "<![CDATA[",
    "<!--",
    "&",
    "\0",
    "{",
    '"',
    "<row>",
    HEAD,
    ROW,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string())), async (parts) => {
      await refusal(parts.join(""));
    }),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array(),
      fc.constantFrom("", "PK\x03\x04", "\x1f\x8b\x08"),
      async (bytes, magic) => {
        await refusal(Buffer.concat([Buffer.from(magic, "latin1"), bytes]));
      },
    ),
    { numRuns: 300 },
  );
});
