/** The snippet of docs/preferences.md, run as it stands there against the real handler, and its fields in a signed mail. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { authenticate } from "mailauth";
import { createTransport } from "nodemailer";
import { createKey } from "@/lib/server/api-keys";
import { database } from "@/lib/server/database";
import { changePreferences } from "@/lib/server/preferences";
import { testDatabase } from "@/lib/server/testing";
import { testRecipient } from "@/lib/server/testing-recipient";
import { served } from "@/lib/server/testing-server";
import { testEnvironment } from "@/lib/server/testing-session";
import { verifyToken } from "@/lib/server/token";
import type { PrismaClient } from "@/prisma/generated/client";
import { POST } from "./route";

type Mailing = (about: object) => Promise<{ to: string; headers: Record<string, string> }[]>;

let db: PrismaClient;
let drop: () => Promise<void>;
let server: Awaited<ReturnType<typeof served>>;
let url: string;
let mailing: Mailing;

before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
  server = await served((request) =>
    POST(request, { params: Promise.resolve({ id: /lists\/(\d+)/.exec(request.url)?.[1] ?? "" }) }),
  );
  ({ url } = server);
  const page = readFileSync(path.resolve("docs/preferences.md"), "utf8");
  const code = /```js\n([\s\S]+?)```/.exec(page)?.[1];
  assert.ok(code, "docs/preferences.md has no snippet");
  ({ mailing } = await import(`data:text/javascript,${encodeURIComponent(code)}`));
});
after(async () => {
  await server.close();
  await database().$disconnect();
  await drop();
});

test("the snippet of the docs gives each recipient their own fields, and leaves out who left", async () => {
  const list = (await db.list.create({ data: { name: "News" } })).id;
  await db.organisation.create({ data: { id: 1, name: "M", unsubscribeMailbox: "leave@marlow.example" } });
  const gone = await testRecipient(db, [list], new Date());
  await changePreferences(
    db,
    gone.subscriberId,
    { kind: "leave", listId: list },
    { door: "page" },
    new Date(),
  );
  const scopes: ["recipients:write"] = ["recipients:write"];
  const { token: key } = await createKey(db, { name: "mailer", scopes, expiresAt: null }, "ada", new Date());
  const about = { url, key, list, name: "Forty new titles" };
  const [mail, ...others] = await mailing({
    ...about,
    addresses: ["ida@posteo.example", gone.recipient, "no address"],
  });
  assert.equal(others.length, 0);
  assert.equal(mail?.to, "ida@posteo.example");
  const field = mail?.headers["List-Unsubscribe"] ?? "";
  const token = /^<https:\/\/repute\.example\/u\/([\w.-]+)>, <mailto:leave@marlow\.example\?subject=/.exec(
    field,
  )?.[1];
  assert.equal(verifyToken("unsubscribe", token ?? "")?.listId, list);
  assert.equal(mail?.headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
  await assert.rejects(mailing({ ...about, key: "rp_none", addresses: [] }), /key/i);

  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
  const names = "from:to:subject:date:message-id:list-unsubscribe:list-unsubscribe-post";
  assert.ok(readFileSync("docs/preferences.md", "utf8").includes(`headerFieldNames: "${names}"`));
  const { message } = await createTransport({
    streamTransport: true,
    buffer: true,
    newline: "windows",
  }).sendMail({
    ...{ ...mail, from: "news@marlow.example", subject: "Forty new titles", text: "…" },
    dkim: {
      ...{ domainName: "marlow.example", keySelector: "news", headerFieldNames: names },
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    },
  });
  const { dkim } = await authenticate(message as Buffer, {
    resolver: async () => [[record]],
    ...{ trustReceived: false, disableArc: true, disableBimi: true },
  });
  const [signature] = dkim.results as { status: { result: string }; signingHeaders?: { keys?: string } }[];
  assert.equal(signature?.status.result, "pass");
  assert.match(
    signature?.signingHeaders?.keys?.toLowerCase() ?? "",
    /list-unsubscribe: list-unsubscribe-post/,
  );
});
