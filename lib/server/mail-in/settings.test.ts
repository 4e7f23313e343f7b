import assert from "node:assert/strict";
import { test } from "node:test";
import { mailboxSettings } from "./settings";

test("encryption is asked for before the password, except on this machine", () => {
  const encryption = (url: string) =>
    mailboxSettings({ IMAP_URL: url } as unknown as NodeJS.ProcessEnv)?.encryption;
  assert.equal(encryption("imaps://u:p@127.0.0.1/INBOX"), "from-start");
  for (const host of [
    "imap.mail.example",
    "10.0.0.7",
    "localhost.mail.example",
    "127.0.0.1.mail.example",
    "[::2]",
  ])
    assert.equal(encryption(`imap://u:p@${host}/INBOX`), "required", host);
  for (const host of ["localhost", "127.0.0.1:1143", "[::1]"])
    assert.equal(encryption(`imap://u:p@${host}/INBOX`), "offered", host);
});
