import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog } from "./log";

/** What a log writes while `use` uses it. */
function written(use: (log: ReturnType<typeof createLog>) => void): string {
  let text = "";
  use(createLog({ write: (line) => (text += line) }));
  return text;
}

test("a line is JSON with an ISO time, the message and its fields", () => {
  const line = JSON.parse(written((log) => log.warn({ rows: 3 }, "import finished")));
  assert.match(line.time, /^\d{4}-\d\d-\d\dT.*Z$/);
  assert.deepEqual({ ...line, time: "" }, { level: 40, time: "", rows: 3, msg: "import finished" });
});

test("fields that are named like a secret are blanked", () => {
  const text = written((log) =>
    log.info(
      { password: "hunter22", body: { secret: "hunter22", headers: { cookie: "hunter22" } }, user: "anna" },
      "x",
    ),
  );
  assert.doesNotMatch(text, /hunter22/);
  assert.match(text, /"user":"anna"/);
  assert.equal(text.match(/\[secret\]/g)?.length, 3);
});

test("secrets in addresses are blanked, wherever they stand", () => {
  const token = "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5";
  for (const path of ["/setup/", "/u/", "/preferences/", "/api/v1/ingest/acs?secret="]) {
    const text = written((log) =>
      log.error({ err: new Error(`failed: ${path}${token}`) }, `GET ${path}${token}&x=1`),
    );
    assert.doesNotMatch(text, new RegExp(token), path);
    assert.ok(text.includes(`${path}[secret]`), path);
  }
  const database = written((log) =>
    log.error("no answer from postgresql://repute:hunter22@127.0.0.1:5432/repute"),
  );
  assert.match(database, /postgresql:\/\/repute:\[secret\]@127\.0\.0\.1:5432\/repute/);
});
