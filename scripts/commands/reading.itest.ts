import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import { daily } from "@/lib/server/reports/daily";
import { bookshop, NOW } from "@/lib/server/reports/testing-bookshop";
import type { PrismaClient } from "@/prisma/generated/client";
import { WrongCall } from "../io";
import * as check from "./check";
import * as demo from "./demo";
import * as explain from "./explain";
import * as report from "./report";
import * as suppressions from "./suppressions";
import { call, objects } from "./testing-io";

const now = new Date(NOW);
let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  const fresh = await bookshop();
  ({ db, drop } = fresh);
  process.env.DATABASE_URL = fresh.url;
});
after(() => drop?.());

test("report daily: one object a day, or a table", async () => {
  const { code, out } = await call(report, [
    "daily",
    "--json",
    "--tz",
    "Asia/Kolkata",
    "--from",
    "2026-10-20",
  ]);
  assert.equal(code, 0);
  const expected = await daily(db, { from: "2026-10-20", tz: "Asia/Kolkata", sender: null });
  assert.deepEqual(objects(out), expected);
  assert.ok(expected.length > 8);
  assert.deepEqual(
    Object.keys(expected[0]!).join(),
    "day,attempted,delivered,hard,soft,spam,suppressed,complaints,opens,clicks",
  );

  const one = objects(
    (await call(report, ["daily", "--json", "--from", "2026-10-20", "--to", "2026-10-20"])).out,
  );
  assert.deepEqual(
    one.map(({ day }) => day),
    ["2026-10-20"],
  );
  const own = objects((await call(report, ["daily", "--json", "--sender", "Marlow.example"])).out);
  assert.ok(own.length > 0 && own.every(({ attempted }, i) => attempted < 1_000 && own[i].day));
  assert.equal((await call(report, ["daily", "--json", "--sender", "nowhere.example"])).out, "");

  const table = (await call(report, ["daily", "--from", "2026-10-20"])).out.trimEnd().split("\n");
  assert.match(table[0]!, /^day +attempted +delivered +hard/);
  assert.equal(new Set(table.map((line) => line.length)).size, 1);
});

test("calls that make no sense are refused before anything is asked", async () => {
  for (const [command, args] of [
    [report, []],
    [report, ["weekly"]],
    [report, ["daily", "--from", "2026-02-30"]],
    [report, ["daily", "--from", "2026-10-02", "--to", "2026-10-01"]],
    [report, ["daily", "--tz", "Mars"]],
    [suppressions, ["--at", "yesterday"]],
    [explain, []],
    [explain, ["a@b.example", "c@d.example"]],
    [check, []],
    [check, ["-", "a@b.example"]],
    [demo, ["again"]],
    [demo, ["--days", "0"]],
  ] as const)
    await assert.rejects(call(command, [...args]), WrongCall, args.join(" "));
  await assert.rejects(call(report, ["daily", "--nonsense"]), { code: "ERR_PARSE_ARGS_UNKNOWN_OPTION" });
});

test("suppressions and explain agree, now and in the past", async () => {
  for (const at of [NOW, NOW - 3 * 86_400_000]) {
    const time = new Date(at).toISOString();
    const { code, out } = await call(suppressions, ["--json", "--at", time]);
    assert.equal(code, 0);
    const rows = objects(out);
    const leases = rows.filter(({ reason }) => reason === "bounce");
    assert.ok(leases.length > 3);
    assert.deepEqual(
      rows.map(({ address }) => address),
      rows.map(({ address }) => address).sort(),
    );
    const [{ address, step, until, cycleStart }] = leases;
    const words = (await call(explain, [address.toUpperCase(), "--at", time])).out;
    assert.ok(words.startsWith(`${address}\nSuppressed at ${time} by a lease, until ${until}.`), words);
    assert.ok(words.includes(`The lease is at step ${step + 1} of 5`), words);
    assert.ok(words.includes(`in a cycle since ${cycleStart}`), words);
    assert.match(words, /A send now is dropped and (moves its end to|does not move its end)/);
    assert.match(words, /Hard bounce, .* -> a new cycle: step 1 of 5 \(24 h\)/);
    const json = JSON.parse((await call(explain, [address, "--json", "--at", time])).out);
    assert.deepEqual([json.lease.step, json.lease.until], [step, Date.parse(until)]);
  }
  assert.equal(
    objects((await call(suppressions, ["--json"], { now })).out).length > 0,
    true,
    "now by its clock",
  );
  const nobody = (await call(explain, ["nobody@posteo.example"], { now })).out;
  assert.match(
    nobody,
    /^nobody@posteo\.example\nFree at .*: a send is attempted\. Nothing is known of this address\./,
  );
});

test("check: from arguments and from standard input; what is no address makes it exit 1", async () => {
  const leases = objects((await call(suppressions, ["--json"], { now })).out).filter(
    ({ reason }) => reason === "bounce",
  );
  const { address, until } = leases[0];
  const first = await call(check, [address, "a@b.example", "--json"], { now });
  assert.equal(first.code, 0);
  assert.deepEqual(objects(first.out), [
    { address, allowed: false, reason: "bounce", until, scope: "all" },
    { address: "a@b.example", allowed: true },
  ]);
  const many = Array.from({ length: 2_300 }, (_, i) => `reader${i}@b.example`);
  const piped = await call(check, ["-", "--json"], { now, input: `${many.join("\r\n")}\n\n` });
  assert.equal(piped.code, 0);
  assert.deepEqual(
    objects(piped.out).map((one) => one.address),
    many,
  );
  const rejected = await call(check, ["nobody", address], { now });
  assert.equal(rejected.code, 1);
  assert.equal(
    rejected.out,
    `nobody\tnot allowed: invalid-address\n${address}\tnot allowed: bounce until ${until}\n`,
  );
});

test("check --record: the same message counts once", async () => {
  const leases = objects((await call(suppressions, ["--json"], { now })).out);
  const { address, step } = leases.find((row) => row.step < 4);
  const args = [address, "--record", "--message", "m-77", "--json"];
  const answers = [
    await call(check, args, { now }),
    await call(check, args, { now: new Date(NOW + 60_000) }),
  ];
  assert.equal(answers[0]?.out, answers[1]?.out);
  const later = objects((await call(suppressions, ["--json"], { now: new Date(NOW + 120_000) })).out);
  assert.equal(later.find((row) => row.address === address).step, step + 1);
});

test("when the database is away no command says that all is well", async () => {
  const url = process.env.DATABASE_URL;
  process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none";
  try {
    await assert.rejects(
      call(check, ["a@b.example"]),
      (error) => error instanceof Refusal && error.code === "unavailable",
    );
    await assert.rejects(call(suppressions, []));
  } finally {
    process.env.DATABASE_URL = url;
  }
});

test("demo remove empties what demo brought", async () => {
  const away = await call(demo, ["remove"], { now });
  assert.deepEqual([away.code, away.out, away.err], [0, "", "The demo is out.\n"]);
  assert.equal((await call(report, ["daily", "--json"])).out, "");
  const back = await call(demo, ["--days", "3", "--per-day", "20", "--json"], { now });
  const { importId, events } = JSON.parse(back.out);
  assert.equal(back.code, 0);
  assert.ok(importId > 1 && events > 40);
  assert.equal(objects((await call(report, ["daily", "--json"])).out).length, 3);
});
