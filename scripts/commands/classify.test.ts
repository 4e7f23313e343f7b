import assert from "node:assert/strict";
import test from "node:test";
import * as classify from "./classify";
import { call, objects } from "./testing-io";

const lines = (...cases: unknown[]) => cases.map((each) => JSON.stringify(each)).join("\n");

test("one answer a line, in order", async () => {
  const input = lines(
    { id: "a", kind: "smtp-reply", encoding: "utf8", raw: "550 5.1.1 User unknown" },
    {
      id: 2,
      kind: "smtp-reply",
      encoding: "latin1",
      raw: Buffer.from("552 Boîte pleine").toString("latin1"),
    },
    {
      id: "c",
      kind: "dsn-eml",
      encoding: "latin1",
      raw: "From: MAILER-DAEMON@mx.example\r\n\r\nFinal-Recipient: rfc822; ida@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n",
    },
    { id: "d", kind: "dsn-eml", encoding: "latin1", raw: "Subject: hello\r\n\r\nhello" },
    { raw: "" },
  );
  const { code, out, err } = await call(classify, ["--jsonl"], { input });
  assert.deepEqual([code, err], [0, ""]);
  const answers = objects(out);
  assert.deepEqual(
    answers.map(({ id, recipients }) => [
      id,
      recipients[0]?.bounceClass,
      recipients[0]?.category,
      recipients[0]?.address,
    ]),
    [
      ["a", "hard", "invalid-recipient", ""],
      [2, "soft", "mailbox-full", ""],
      ["c", "hard", "invalid-recipient", "ida@example.org"],
      ["d", undefined, undefined, undefined],
      [undefined, "soft", "unknown", ""],
    ],
  );
  assert.deepEqual(Object.keys(answers[0].recipients[0]), [
    "address",
    "smtpCode",
    "enhancedCode",
    "bounceClass",
    "category",
    "rule",
    "urls",
  ]);
});

test("a bad line is named and stops nothing", async () => {
  const input = `{"id":1,"raw":"550"}\nnonsense\n{"id":3}\n\n{"id":5,"kind":"letter","raw":""}\n{"id":6,"raw":"421"}`;
  const { code, out, err } = await call(classify, ["--jsonl"], { input });
  assert.equal(code, 1);
  assert.deepEqual(
    objects(out).map(({ id }) => id),
    [1, 6],
  );
  assert.deepEqual(
    err
      .trim()
      .split("\n")
      .map((line) => line.split(":").slice(0, 2).join(":")),
    ["line 2: not JSON", "line 3: raw", "line 5: kind"],
  );
});

test("a reply in words", async () => {
  const input = "550-5.1.1 does not exist\r\n550 5.1.1 https://support.example/?p=NoSuchUser - gsmtp";
  const { code, out } = await call(classify, [], { input });
  assert.equal(code, 0);
  assert.match(out, /^hard {2}invalid-recipient {2}550 {2}5\.1\.1\n {2}Address does not exist\./);
  assert.match(out, / {2}Do: .+\n {2}Rule: .+\n {2}See: https:\/\/support\.example\/\?p=NoSuchUser\n$/);
});

test("a file that is a mail is read as one", async () => {
  const input = "Return-Path: <>\r\nSubject: Lunch?\r\n\r\nuser unknown";
  assert.equal((await call(classify, ["-"], { input })).out, "-: no bounce\n");
  assert.deepEqual(objects((await call(classify, ["--json"], { input })).out), [{ id: "-", recipients: [] }]);
});

test("a file that is not there ends it", async () => {
  await assert.rejects(call(classify, ["/nowhere/reply.txt"]), /nowhere.*no such file/);
});
