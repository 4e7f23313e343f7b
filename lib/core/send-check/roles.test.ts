import assert from "node:assert/strict";
import { test } from "node:test";
import { roleOf } from "./roles";

test("the mailboxes of RFC 2142 and the common ones stand for a duty", () => {
  for (const name of [
    ..."info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp".split(
      " ",
    ),
    ..."noreply no-reply do-not-reply admin root mailer-daemon office hr kontakt".split(" "),
  ])
    assert.equal(roleOf(`${name}@shop.example`), name);
  assert.equal(roleOf("Info+Spring@SHOP.example"), "info");
  assert.equal(roleOf("birds-request@lists.example"), "birds-request");
  assert.equal(roleOf("owner-birds@lists.example"), "owner-birds");
});

test("people do not, even where a duty is a part of their name", () => {
  for (const name of [
    "ida.berg",
    "sales.anna",
    "infos",
    "hradmin",
    "supporter",
    "mailer",
    "request",
    "-request",
    "+info",
  ])
    assert.equal(roleOf(`${name}@shop.example`), null, name);
});
