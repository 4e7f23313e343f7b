import assert from "node:assert/strict";
import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { Unanswered } from "@/lib/core/authentication/check/dns";
import { checkSpf } from "@/lib/core/authentication/check/spf";
import { systemDns } from "./dns";

/* A DNS server on this machine (RFC 1035), that knows a few names: the resolver of Node.js asks it by UDP as it would any. */

const TYPES = { A: 1, MX: 15, TXT: 16, AAAA: 28 } as const;
type Type = keyof typeof TYPES;
/** What each name has: texts in their strings, exchangers with their preference, addresses. */
const ZONE: Record<string, Partial<Record<Type, (string | [number, string])[] | string[][]>>> = {
  "marlow.test": {
    TXT: [["v=spf1 ip4:192.0.2.1 ", "-all"], ["another text"]],
    MX: [
      [20, "mx2.marlow.test"],
      [10, "mx1.marlow.test"],
    ],
  },
  "mx1.marlow.test": { A: ["192.0.2.1"] },
  "mx2.marlow.test": { AAAA: ["2001:db8::1"] },
  "null.test": { MX: [[0, ""]] },
  "empty.test": {},
};
const REFUSED: Record<string, number> = { "broken.test": 2, "refused.test": 5 };
const [NAME_ERROR, NO_ERROR] = [3, 0];

const nameBytes = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split(".")
      .filter(Boolean)
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);

function dataOf(type: Type, value: unknown): Buffer {
  if (type === "A") return Buffer.from(String(value).split(".").map(Number));
  if (type === "AAAA") return Buffer.from("20010db8000000000000000000000001", "hex");
  if (type === "MX") {
    const [preference, host] = value as [number, string];
    return Buffer.concat([Buffer.from([0, preference]), nameBytes(host)]);
  }
  return Buffer.concat(
    (value as string[]).map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])),
  );
}

/** The answer to one question; null where the server stays silent. */
function answer(question: Buffer): Buffer | null {
  let at = 12;
  const labels: string[] = [];
  for (let length = question[at]!; length > 0; length = question[at]!) {
    labels.push(question.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  const name = labels.join(".").toLowerCase();
  if (name === "silent.test") return null;
  const asked = question.readUInt16BE(at + 1);
  const type = (Object.keys(TYPES) as Type[]).find((one) => TYPES[one] === asked)!;
  const values = ZONE[name]?.[type] ?? [];
  const code = REFUSED[name] ?? (ZONE[name] ? NO_ERROR : NAME_ERROR);
  const head = Buffer.alloc(12);
  question.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(values.length, 6);
  const records = values.map((value) => {
    const data = dataOf(type, value);
    const fixed = Buffer.alloc(12);
    fixed.writeUInt16BE(0xc00c, 0);
    fixed.writeUInt16BE(asked, 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt16BE(data.length, 10);
    return Buffer.concat([fixed, data]);
  });
  return Buffer.concat([head, question.subarray(12, at + 5), ...records]);
}

const server = createSocket("udp4");
const asked: string[] = [];
let dns: ReturnType<typeof systemDns>;
before(async () => {
  server.on("message", (question: Buffer, from: RemoteInfo) => {
    asked.push(question.toString("latin1", 12));
    const reply = answer(question);
    if (reply) server.send(reply, from.port, from.address);
  });
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  dns = systemDns(`127.0.0.1:${server.address().port}`, { timeout: 150, tries: 2 });
});
after(() => server.close());

test("texts are joined, exchangers sorted by preference, addresses of both kinds found", async () => {
  assert.deepEqual(await dns.txt("marlow.test"), ["v=spf1 ip4:192.0.2.1 -all", "another text"]);
  assert.deepEqual(await dns.mx("marlow.test"), ["mx1.marlow.test", "mx2.marlow.test"]);
  assert.deepEqual(await dns.mx("null.test"), ["."]);
  for (const name of ["mx1.marlow.test", "mx2.marlow.test"]) assert.equal(await dns.hasAddress(name), true);
  assert.equal(await dns.hasAddress("marlow.test"), false);
  assert.equal((await checkSpf(dns, "marlow.test")).state, "right");
});

test("no such name and no such record are answers: there is none", async () => {
  for (const name of ["nowhere.test", "empty.test", "a..b", `${"x".repeat(64)}.test`, "x\0y.test"]) {
    assert.deepEqual(await dns.txt(name), [], name);
    assert.deepEqual(await dns.mx(name), [], name);
    assert.equal(await dns.hasAddress(name), false, name);
  }
});

test("a server that fails, refuses or stays silent says nothing: unknown, and never missing", async () => {
  for (const name of ["broken.test", "refused.test", "silent.test"]) {
    await assert.rejects(dns.txt(name), Unanswered, name);
    await assert.rejects(dns.mx(name), Unanswered, name);
    await assert.rejects(dns.hasAddress(name), Unanswered, name);
  }
  const before = asked.length;
  await assert.rejects(dns.txt("silent.test"), Unanswered);
  assert.equal(asked.length - before, 2, "a question is asked twice");
});

test("no server at all is no answer either", async () => {
  const gone = createSocket("udp4");
  gone.bind(0, "127.0.0.1");
  await once(gone, "listening");
  const nobody = systemDns(`127.0.0.1:${gone.address().port}`, { timeout: 100, tries: 1 });
  gone.close();
  await assert.rejects(nobody.txt("marlow.test"), Unanswered);
});
