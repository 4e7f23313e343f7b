import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { promisify } from "node:util";
import { ImapFlow } from "imapflow";
import { ingest } from "@/lib/server/ingest";
import { testDatabase } from "@/lib/server/testing";
import { testCertificate } from "@/lib/server/testing-certificate";
import { differences, emptied, stateOf } from "@/lib/server/testing-state";
import { pollMailbox } from "./mailbox";
import { mailboxSettings } from "./settings";
import { type Dovecot, dovecot, provideDovecot } from "./testing-dovecot";
import { dsn, letter } from "./testing-mails";

let on: Awaited<ReturnType<typeof testDatabase>>;
let server: Dovecot | undefined;
before(async () => {
  process.env.REPUTE_SECRET = "a secret of at least 32 characters, for tests";
  on = await testDatabase();
});
after(async () => {
  await server?.close();
  await on.drop();
});
beforeEach(async () => {
  await emptied(on.db);
  await on.db.feedPosition.deleteMany();
});

const settings = (query = "") => {
  const url = `imap://reports:secret@127.0.0.1:${server?.port}/INBOX${query}`;
  const made = mailboxSettings({ IMAP_URL: url } as unknown as NodeJS.ProcessEnv);
  assert.ok(made);
  return made;
};

/** Runs as somebody who uses the mailbox beside us. */
async function inMailbox<T>(run: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    ...{ host: "127.0.0.1", port: server?.port ?? 0, secure: false, logger: false },
    auth: { user: "reports", pass: "secret" },
  });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.logout();
  }
}
const put = (...mails: Buffer[]) =>
  inMailbox(async (client) => {
    for (const mail of mails) await client.append("INBOX", mail);
  });
const contents = (folder: string) =>
  inMailbox(async (client) => {
    const box = await client.mailboxOpen(folder);
    if (box.exists === 0) return [];
    const all = await client.fetchAll("1:*", { envelope: true, flags: true });
    return all.map(({ envelope, flags }) => `${envelope?.subject}${flags?.has("\\Seen") ? " seen" : ""}`);
  });
const emptyMailbox = () =>
  inMailbox(async (client) => {
    await client.mailboxOpen("INBOX");
    await client.messageDelete("1:*");
  });
const ready = async (t: Parameters<typeof provideDovecot>[0]) => {
  if (!provideDovecot(t)) return false;
  server ??= await dovecot();
  await emptyMailbox();
  return true;
};
const said = (subject: string) => letter({ Subject: subject });
const kept = async () =>
  (await on.db.incomingMail.findMany({ orderBy: { subject: "asc" } })).map(({ subject, repeats }) =>
    repeats ? `${subject} +${repeats}` : subject,
  );

test("a real IMAP server serves the poller: each mail once, marked as seen once it is kept", async (t) => {
  if (!(await ready(t))) return;
  await put(said("one"), said("two"));
  await pollMailbox(on.db, settings());
  assert.deepEqual(await kept(), ["one", "two"]);
  assert.deepEqual(await contents("INBOX"), ["one seen", "two seen"]);
  await pollMailbox(on.db, settings());
  await put(said("three"));
  await pollMailbox(on.db, settings());
  assert.deepEqual(await kept(), ["one", "three", "two"]);
  const [intake] = await on.db.intake.findMany();
  assert.deepEqual([intake?.door, intake?.accepted, intake?.duplicates], ["mail-imap", 3, 0]);
});

test("a bounce in the mailbox corrects its delivery, and is moved away", async (t) => {
  if (!(await ready(t))) return;
  await ingest(
    on.db,
    [
      {
        ...{ source: "acs", route: "webhook", messageId: "op-1", recipient: "ida@posteo.example" },
        ...{
          kind: "delivered",
          at: Date.now() - 3_600_000,
          sender: "news@mail.example",
          reply: 0,
          enhanced: "",
        },
        ...{ category: "delivered", detail: { internetMessageId: "autumn-1@mail.example" } },
      },
    ],
    { importId: 0 },
  );
  const original = { "Message-ID": "<autumn-1@mail.example>" };
  await put(dsn({ recipient: "ida@posteo.example" }, { original }));
  await pollMailbox(on.db, settings("?move=Done"));
  const [delivery] = await on.db.delivery.findMany();
  assert.equal(Number((delivery?.verdict ?? 0n) >> 43n), 7);
  assert.deepEqual(await contents("INBOX"), []);
  assert.deepEqual(await contents("Done"), ["Undelivered Mail Returned to Sender"]);
});

test("a process that dies after keeping a mail and before saying so fetches it again and counts it once", async (t) => {
  if (!(await ready(t))) return;
  await put(said("one"), said("two"));
  const positions = { findUnique: () => Promise.resolve(null) };
  const broken = Object.create(on.db, {
    feedPosition: { value: { ...positions, createMany: () => Promise.reject(new Error("killed")) } },
  });
  await assert.rejects(pollMailbox(broken, settings()), /killed/);
  const before = await kept();
  assert.deepEqual(before, ["one"]);
  await pollMailbox(on.db, settings());
  assert.deepEqual(await kept(), ["one +1", "two"]);
});

test("a mailbox that was made anew is read from its start, and what was known stays single", async (t) => {
  if (!(await ready(t))) return;
  await put(said("one"));
  await pollMailbox(on.db, settings());
  const state = await stateOf(on.db);
  await on.db.feedPosition.updateMany({ data: { version: "1", position: 999n } });
  await pollMailbox(on.db, settings());
  assert.deepEqual(await kept(), ["one +1"]);
  assert.deepEqual(differences(await stateOf(on.db), state), []);
});

test("the server that is killed and comes back is read on; a wrong password is said without it", async (t) => {
  if (!(await ready(t)) || !server) return;
  await put(said("one"));
  await server.kill();
  await assert.rejects(pollMailbox(on.db, settings()));
  await server.start();
  await pollMailbox(on.db, settings());
  assert.deepEqual(await kept(), ["one"]);
  await assert.rejects(pollMailbox(on.db, { ...settings(), password: "wrong" }), (error: Error) => {
    assert.doesNotMatch(error.message, /wrong/);
    return true;
  });
});

test("a mail that is too large stays in the mailbox, is named, and stops nothing", async (t) => {
  if (!(await ready(t))) return;
  await put(letter({ Subject: "large" }, "x\r\n".repeat(3_400_000)), said("small"));
  await assert.rejects(pollMailbox(on.db, settings("?move=Done")), /left in the mailbox: UID \d+/);
  assert.deepEqual(await kept(), ["small"]);
  assert.deepEqual(await contents("INBOX"), ["large"]);
});

test("imap: a server that offers no encryption, or says that it needs no password, never hears it", async (t) => {
  const heard: string[] = [];
  let greeting = "OK [CAPABILITY IMAP4rev1 AUTH=PLAIN]";
  const stripped = createServer((socket) => {
    socket.on("error", () => {}).write(`* ${greeting} ready\r\n`);
    socket.on("data", (data) => {
      heard.push(String(data));
      const [tag] = String(data).split(" ");
      socket.write(`* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n${tag} OK done\r\n`);
    });
  }).listen(0, "127.0.0.1");
  t.after(() => stripped.close());
  await once(stripped, "listening");
  const { port } = stripped.address() as AddressInfo;
  const box = mailboxSettings({ IMAP_URL: "imap://reports:secret@imap.mail.example/INBOX" } as never);
  assert.ok(box);
  const look = () => pollMailbox(on.db, { ...box, host: "127.0.0.1", port });
  await assert.rejects(look(), /offers no encryption \(STARTTLS\), so the password was not sent/);
  greeting = "PREAUTH [CAPABILITY IMAP4rev1]";
  await assert.rejects(look(), /offers no encryption/);
  assert.doesNotMatch(heard.join(""), /login|authenticate|secret|c2VjcmV0|select|create/i);
});

test("imaps: a certificate that nobody vouches for is refused before the password is said; trusted, the mail is fetched", async (t) => {
  if (!provideDovecot(t)) return;
  const certificate = testCertificate();
  const secure = await dovecot(certificate);
  const folder = mkdtempSync(path.join(tmpdir(), "repute-imaps-"));
  t.after(async () => {
    await secure.close();
    rmSync(folder, { recursive: true });
  });
  const ca = path.join(folder, "ca.pem");
  writeFileSync(ca, certificate.cert);
  const client = new ImapFlow({
    ...{ host: "127.0.0.1", port: secure.port, secure: false, logger: false, tls: { ca: certificate.cert } },
    auth: { user: "reports", pass: "secret" },
  });
  await client.connect();
  await client.append("INBOX", said("encrypted"));
  await client.logout();
  const IMAP_URL = `imaps://reports:secret@127.0.0.1:${secure.securePort}/INBOX`;
  const encrypted = mailboxSettings({ IMAP_URL } as unknown as NodeJS.ProcessEnv);
  assert.ok(encrypted);
  await assert.rejects(pollMailbox(on.db, encrypted), /self-signed certificate/);
  assert.deepEqual(await kept(), []);
  // Node.js reads what it trusts beside its own list when it starts: so this look is a process.
  const script = path.join(import.meta.dirname, "testing-mailbox-look.ts");
  const env = { ...process.env, DATABASE_URL: on.url, IMAP_URL, NODE_EXTRA_CA_CERTS: ca };
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script], { env });
  assert.equal(stdout, "");
  assert.deepEqual(await kept(), ["encrypted"]);
});
