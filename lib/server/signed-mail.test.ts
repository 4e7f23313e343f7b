/** A mail that nodemailer made and signed, with our header fields, as a receiver's own check reads it. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { before, test } from "node:test";
import { authenticate } from "mailauth";
import { createTransport } from "nodemailer";
import { checkHeaders } from "@/lib/core/header-check/check";
import { unsubscribeHeaders } from "@/lib/core/list-headers";
import { unsubscribeToken } from "@/lib/core/unsubscribe-mail";
import { makeToken, newSubscriberId } from "./token";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KEY = publicKey.export({ type: "spki", format: "der" }).toString("base64");
/** The only record of the DNS that this test has. */
const resolver = async (name: string, type: string): Promise<string[][]> => {
  if (name === "news._domainkey.marlow.example" && type === "TXT") return [[`v=DKIM1; k=rsa; p=${KEY}`]];
  throw Object.assign(new Error("not found"), { code: "ENOTFOUND" });
};

let token: string;
before(() => {
  process.env.REPUTE_SECRET = "a master secret for the tests only, 0123456789";
  token = makeToken("unsubscribe", { subscriberId: newSubscriberId(), listId: 7, mailingId: 41 });
});

/** @param skip header fields that the signature leaves out */
async function signedMail(skip = ""): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const { message } = await transport.sendMail({
    from: "Marlow Books <news@marlow.example>",
    to: "ingeborg@posteo.example",
    subject: "Forty new titles",
    text: "…",
    headers: unsubscribeHeaders(token, "https://mail.marlow.example", "unsubscribe@marlow.example"),
    dkim: {
      domainName: "marlow.example",
      keySelector: "news",
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      headerFieldNames: "from:to:subject:date:message-id:list-unsubscribe:list-unsubscribe-post",
      skipFields: skip,
    },
  });
  return message as Buffer;
}

/** What mailauth's types leave out: which fields the signature names. */
type Signed = { signingHeaders?: { keys?: string } };

const verified = async (mail: Buffer) => {
  const { dkim } = await authenticate(mail, {
    resolver,
    trustReceived: false,
    disableArc: true,
    disableBimi: true,
  });
  return dkim.results.map((result) => ({
    result: result.status.result,
    keys: ((result as Signed).signingHeaders?.keys ?? "").toLowerCase().split(": "),
  }));
};

test("A4.2 the signature is valid and covers both fields, and our own check says so too", async () => {
  const mail = await signedMail();
  const [signature, ...others] = await verified(mail);
  assert.equal(others.length, 0);
  assert.equal(signature?.result, "pass");
  for (const name of ["list-unsubscribe", "list-unsubscribe-post"])
    assert.ok(signature?.keys.includes(name), name);
  assert.deepEqual(
    checkHeaders(mail.toString()).filter(({ met }) => !met),
    [],
  );
});

test("A4.2 a changed link breaks the signature", async () => {
  const mail = (await signedMail()).toString().replace("mail.marlow.example/u/", "mail.evil.example/u/");
  assert.equal((await verified(Buffer.from(mail)))[0]?.result, "fail");
});

test("A4.2 a valid signature that leaves out one of the fields is found", async () => {
  const mail = await signedMail("list-unsubscribe-post");
  assert.equal((await verified(mail))[0]?.result, "pass");
  assert.deepEqual(
    checkHeaders(mail.toString())
      .filter(({ met }) => !met)
      .map(({ id }) => id),
    ["signed"],
  );
});

test("the mail that the mailto address asks for brings the token back", async () => {
  const header = (await signedMail()).toString().replace(/\r\n[ \t]+/g, " ");
  const subject = /<mailto:unsubscribe@marlow\.example\?subject=([^>]+)>/.exec(header)?.[1] ?? "";
  const mail = `To: unsubscribe@marlow.example\r\nSubject: ${decodeURIComponent(subject)}\r\n\r\n`;
  assert.equal(unsubscribeToken(new TextEncoder().encode(mail)), token);
});
