import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { feeds } from "@/lib/server/reports/feeds";
import { testDatabase } from "@/lib/server/testing";
import { movePosition, pollFeed, positionOf } from "./feed";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(async () => {
  delete process.env.IMAP_URL;
  await on.drop();
});

test("a look that fails is told without a secret, until one works again", async () => {
  process.env.IMAP_URL = "imaps://reports:s3cret@imap.mail.example/INBOX";
  const at = new Date("2026-11-28T10:00:00Z");
  const failing = () =>
    Promise.reject(new Error("no way to imaps://reports:s3cret@imap.mail.example?sig=s3cret\nat x"));
  await pollFeed(on.db, "mail-imap", at, failing);
  const [row] = await feeds(on.db);
  assert.deepEqual(row, {
    ...{ name: "mail-imap", address: "reports at imap.mail.example/INBOX", polledAt: at.getTime() },
    ...{ error: "no way to imaps://reports:…@imap.mail.example?sig=…", errorAt: at.getTime() },
    ...{ arrivedAt: null, lag: null },
  });
  await pollFeed(on.db, "mail-imap", new Date("2026-11-28T10:01:00Z"), failing);
  assert.equal((await feeds(on.db))[0]?.errorAt, at.getTime(), "since then");
  await pollFeed(on.db, "mail-imap", at, async () => {});
  assert.deepEqual(await feeds(on.db), [{ ...row, error: "", errorAt: null }]);
});

test("a failure is told whatever form it has: an empty text would look as if nothing were wrong", async () => {
  const failures: [unknown, string][] = [
    [
      new AggregateError([new Error("first"), Object.assign(new Error("refused"), { code: "E1" })]),
      "refused (E1)",
    ],
    [new AggregateError([]), "AggregateError"],
    [new Error(""), "Error"],
    [new Error("\n  \nat last"), "at last"],
    ["", "It failed, and did not say why."],
    [undefined, "undefined"],
    [
      new TypeError("Endpoint=sb://x;SharedAccessKey=s3cret=;EntityPath=logs is wrong"),
      "Endpoint=sb://x;SharedAccessKey=…;EntityPath=logs is wrong",
    ],
  ];
  for (const [failure, error] of failures) {
    await pollFeed(on.db, "event-hub", new Date(), () => Promise.reject(failure));
    const row = await on.db.feed.findUnique({ where: { name: "event-hub" } });
    assert.equal(row?.error, error);
  }
});

test("of two processes that read on from one position the second is refused", async () => {
  const place = { feed: "blobs", path: "a" } as const;
  const [first, second] = [
    { position: 5n, version: "v" },
    { position: 9n, version: "v" },
  ];
  await movePosition(on.db, place, null, first, new Date());
  await assert.rejects(movePosition(on.db, place, null, second, new Date()), { code: "conflict" });
  await movePosition(on.db, place, first, second, new Date());
  await assert.rejects(movePosition(on.db, place, first, second, new Date()), { code: "conflict" });
  assert.deepEqual(await positionOf(on.db, "blobs", "a"), second);
});
