import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import nodemailer from "nodemailer";
import { readAccepted } from "@/lib/core/mail-in/accepts";
import { returnPathWith } from "@/lib/core/mail-in/return-path";
import { openDatabase } from "@/lib/server/database";
import { ingest } from "@/lib/server/ingest";
import { log } from "@/lib/server/log";
import { testDatabase } from "@/lib/server/testing";
import { testCertificate } from "@/lib/server/testing-certificate";
import { emptied } from "@/lib/server/testing-state";
import { type Listener, listen } from "./listener";
import { startListening } from "./listening";
import { makeReturnToken } from "./return-path";
import { listenerSettings } from "./settings";
import { dsn } from "./testing-mails";

let on: Awaited<ReturnType<typeof testDatabase>>;
let listener: Listener;
const settings = {
  ...{ host: "127.0.0.1", port: 0, tls: undefined },
  accepted: readAccepted("bounce@mail.example, @reports.mail.example"),
};
before(async () => {
  process.env.REPUTE_SECRET = "a secret of at least 32 characters, for tests";
  on = await testDatabase();
  listener = await listen(on.db, settings);
});
after(async () => {
  await listener.close();
  await on.drop();
});
beforeEach(() => emptied(on.db));

/** A mail server that hands a report over, as those of receivers do: with the empty return path (RFC 5321 section 4.5.5). */
async function deliver(raw: Buffer, to: string[], port = listener.port) {
  const server = nodemailer.createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  try {
    return await server.sendMail({ envelope: { from: "", to }, raw });
  } finally {
    server.close();
  }
}
const codeOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => "taken",
    (error) => error.responseCode ?? error.code,
  );

test("nodemailer sends a DSN by MAIL FROM:<> to a signed return path, and the delivery is corrected", async () => {
  const mail = { source: "acs" as const, messageId: "op-1", recipient: "ida@posteo.example" };
  const about = { route: "webhook" as const, sender: "news@mail.example", at: Date.now() - 3_600_000 };
  await ingest(
    on.db,
    [{ ...mail, ...about, kind: "delivered", reply: 0, enhanced: "", category: "delivered" }],
    { importId: 0 },
  );
  const to = returnPathWith(makeReturnToken(mail, new Date()), "bounce@mail.example");
  const raw = dsn({ recipient: "ida@posteo.example" }, { date: new Date().toUTCString() });
  const { response } = await deliver(raw, [to]);
  assert.match(response, /^250 2\.0\.0 Kept as [0-9a-f]{12}/);
  const [delivery] = await on.db.delivery.findMany();
  assert.equal(Number((delivery?.verdict ?? 0n) >> 43n), 7);
  const [kept] = await on.db.incomingMail.findMany();
  assert.deepEqual([kept?.route, kept?.state, kept?.recipients], ["smtp", "taken", [to]]);
  assert.equal(kept?.raw.length, raw.length);
});

test("mail for others is refused with 550: nothing is relayed", async () => {
  const raw = dsn({ recipient: "ida@posteo.example" });
  assert.equal(await codeOf(deliver(raw, ["ida@posteo.example"])), 550);
  assert.equal(await codeOf(deliver(raw, ["bounce@mail.example.evil.example"])), 550);
  assert.equal(
    await codeOf(deliver(raw, ["bounce+tag@mail.example", "anyone@reports.mail.example"])),
    "taken",
  );
  assert.equal(await on.db.incomingMail.count(), 1);
});

test("a mail that is too large is refused with 552, announced or not, and nothing of it is kept", async () => {
  const large = Buffer.concat([dsn({ recipient: "ida@posteo.example" }), Buffer.alloc(10_000_001, "a\r\n")]);
  assert.equal(await codeOf(deliver(large, ["bounce@mail.example"])), 552);
  assert.match(await dialogue(["EHLO x", "MAIL FROM:<> SIZE=20000000"]), /\n552 /);
  const lines = ["EHLO x", "MAIL FROM:<>", "RCPT TO:<bounce@mail.example>", "DATA"];
  assert.match(await dialogue(lines, large), /\n552 5\.3\.4 /);
  assert.equal(await on.db.incomingMail.count(), 0);
});

test("while the database is away the sender is told to come again, and coming again loses nothing", async () => {
  log.level = "silent";
  const away = openDatabase("postgres://nobody@127.0.0.1:9/none");
  const other = await listen(away, settings);
  const raw = dsn({ recipient: "ida@posteo.example" });
  assert.equal(await codeOf(deliver(raw, ["bounce@mail.example"], other.port)), 451);
  await other.close();
  await away.$disconnect();
  log.level = "info";
  assert.equal(await codeOf(deliver(raw, ["bounce@mail.example"])), "taken");
});

test("a client that breaks off in the middle leaves nothing, and the listener goes on", async () => {
  const socket = createConnection(listener.port, "127.0.0.1");
  for (const line of [
    "EHLO x",
    "MAIL FROM:<>",
    "RCPT TO:<bounce@mail.example>",
    "DATA",
    "From: a@b.example",
  ]) {
    socket.write(`${line}\r\n`);
    await setTimeout(30);
  }
  socket.destroy();
  await setTimeout(50);
  assert.equal(await on.db.incomingMail.count(), 0);
  assert.equal(await codeOf(deliver(dsn({ recipient: "a@b.example" }), ["bounce@mail.example"])), "taken");
});

test("by STARTTLS mail comes encrypted under the certificate of MAIL_TLS_CERT, which others do not trust by themselves", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "repute-tls-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const { cert, key } = testCertificate();
  const [certFile, keyFile] = [path.join(folder, "cert.pem"), path.join(folder, "key.pem")];
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key);
  const env = {
    ...{ MAIL_LISTEN: "127.0.0.1:0", MAIL_RECIPIENTS: "bounce@mail.example" },
    ...{ MAIL_TLS_CERT: certFile, MAIL_TLS_KEY: keyFile },
  } as unknown as NodeJS.ProcessEnv;
  const secure = await listen(on.db, listenerSettings(env)!);
  t.after(() => secure.close());
  const send = (ca: string | undefined) => {
    const options = { host: "127.0.0.1", port: secure.port, requireTLS: true, tls: { ca } };
    const raw = dsn({ recipient: "ida@posteo.example" });
    return nodemailer
      .createTransport(options)
      .sendMail({ envelope: { from: "", to: env.MAIL_RECIPIENTS }, raw });
  };
  assert.equal(await codeOf(send(undefined)), "ESOCKET");
  assert.equal(await on.db.incomingMail.count(), 0);
  assert.equal(await codeOf(send(cert)), "taken");
  assert.equal(await on.db.incomingMail.count(), 1);
  assert.doesNotMatch(await dialogue(["EHLO x"]), /STARTTLS/);
  assert.throws(() => listenerSettings({ ...env, MAIL_TLS_KEY: "" }), /go together/);
});

test("a port that another process has is said, unless that one has said that it listens", async (t) => {
  await assert.rejects(listen(on.db, { ...settings, port: listener.port }), { code: "EADDRINUSE" });
  const given = { MAIL_LISTEN: `127.0.0.1:${listener.port}`, MAIL_RECIPIENTS: "bounce@mail.example" };
  Object.assign(process.env, given);
  t.after(() => {
    for (const name of Object.keys(given)) delete process.env[name];
  });
  const look = async () => {
    await startListening(on.db).stop();
    return (await on.db.feed.findUniqueOrThrow({ where: { name: "mail-smtp" } })).error;
  };
  assert.match(await look(), /EADDRINUSE/);
  await on.db.feed.updateMany({ data: { error: "", errorAt: null } });
  assert.equal(await look(), "");
});

/** Says the lines one after the other, then the data; gives back all answers. */
async function dialogue(lines: string[], data?: Buffer): Promise<string> {
  const socket = createConnection(listener.port, "127.0.0.1").setEncoding("utf8");
  socket.on("error", () => {});
  let said = "";
  const answers = socket[Symbol.asyncIterator]();
  const answer = async () => {
    const before = said.length;
    while (!/^\d{3} /m.test(said.slice(before))) {
      const { value, done } = await answers.next();
      if (done) return;
      said += value;
    }
  };
  await answer();
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    await answer();
  }
  if (data) {
    socket.write(data);
    socket.write("\r\n.\r\n");
    await answer();
  }
  socket.destroy();
  return `\n${said}`;
}
