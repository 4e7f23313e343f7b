import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { type BounceClass, CATEGORIES, type Category } from "@/lib/core/events";
import { classify } from "./classify";
import { RULES } from "./rules";

/** Replies in the manner of receivers that no rule was written after word by word. */
const REPLIES: [text: string, BounceClass, Category][] = [
  ["550 5.1.1 Nobody called ida here: no such person at this address", "hard", "invalid-recipient"],
  ["550-Verification failed\n550 recipient callout says no such user", "hard", "invalid-recipient"],
  ["550 kim not listed in Domino Directory", "hard", "invalid-recipient"],
  ["550 5.1.1 Die angegebene Adresse existiert nicht", "hard", "invalid-recipient"],
  ["550 5.1.1 La direccion no existe en este servidor", "hard", "invalid-recipient"],
  ["550 5.1.1 L'utilisateur n'existe pas", "hard", "invalid-recipient"],
  ["550 5.1.1 Adres bestaat niet", "hard", "invalid-recipient"],
  ["550 5.1.1 该用户不存在", "hard", "invalid-recipient"],
  ["550 5.1.1 宛先のアドレスが見つかりません", "hard", "invalid-recipient"],
  ["550 Такого адреса нет, пользователь не найден", "hard", "invalid-recipient"],
  ["550 Mailbox closed due to inactivity", "hard", "mailbox-disabled"],
  ["550 5.2.1 Konto gesperrt", "hard", "mailbox-disabled"],
  ["450 4.2.1 Account temporarily suspended, retry", "soft", "mailbox-disabled"],
  ["550 5.1.6 The employee is no longer with the company", "hard", "moved"],
  ["lookup of nowhere.example (MX) ended in NXDOMAIN", "hard", "domain-not-found"],
  ["550 User has too many messages on the server", "soft", "mailbox-full"],
  ["552 Account is out of disk quota", "soft", "mailbox-full"],
  ["552 5.2.2 El buzon del destinatario esta lleno", "soft", "mailbox-full"],
  ["552 5.2.2 收件人邮箱已满", "soft", "mailbox-full"],
  ["552 Nachricht ist zu groß", "soft", "message-too-large"],
  ["450 4.7.1 Sending quota for your host used up", "soft", "rate-limited"],
  ["421 Too many open sessions for this client", "soft", "rate-limited"],
  ["451 Greylisted by policy of mx1.example.org", "soft", "greylist"],
  ["554 5.7.1 迷惑メールと判定されました", "spam", "spam"],
  ["554 5.7.1 Сообщение отклонено как спам", "spam", "spam"],
  ["552 5.2.0 Blacklisted URL in the message", "spam", "spam"],
  ["550 ClamAV: message infected", "spam", "virus"],
  ["550 permanent failure for one or more recipients (ida@example.org:blocked)", "spam", "blocklist"],
  ["554 5.7.1 Su IP esta en una lista negra", "spam", "blocklist"],
  ["550 5.7.1 Relaying denied. Proper authentication required.", "soft", "relay-denied"],
  ["553 sorry, your envelope sender is in my badmailfrom list", "soft", "sender-rejected"],
  ["550 Your server has no valid reverse DNS", "soft", "authentication-failure"],
  ["450 4.7.1 TLS required for this domain", "soft", "tls"],
  ["550 Message not accepted: data loss prevention rule", "soft", "policy"],
  ["552 Message rejected: exactly one From header is required", "soft", "content"],
  ["501 5.5.4 Invalid domain name", "soft", "protocol"],
  ["all hosts have been failing for a long time", "soft", "network"],
  ["451 4.7.1 Content scanner is down", "soft", "system-error"],
];

/** More of the kind: "reply|class|category" a line, "\\n" where a reply has several. */
const WRITTEN = readFileSync(new URL("testing-replies.txt", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [text = "", wantedClass = "", category = ""] = line.split("|");
    return [text.replaceAll("\\n", "\n"), wantedClass, category] as const;
  });

for (const [text, wantedClass, category] of [...REPLIES, ...WRITTEN])
  test(`reads ${JSON.stringify(text)}`, () => {
    const reading = classify({ text });
    assert.deepEqual([reading.class, reading.category], [wantedClass, category]);
  });

test("a rule that decided is named with the words that it rests on", () => {
  for (const { example } of RULES) {
    const { rule, span } = classify({ text: example });
    assert.ok(span && example.slice(...span).length > 0, `${rule}: ${example}`);
  }
});

test("every category of bounces is reached, and every class", () => {
  const readings = [...RULES.map((rule) => rule.example), ...REPLIES.map(([text]) => text)].map((text) =>
    classify({ text }),
  );
  const reached = new Set(readings.map((reading) => reading.category));
  const events = new Set<Category>(["auto-reply", "complaint", "delivered", "unknown"]);
  for (const category of CATEGORIES) assert.ok(reached.has(category) || events.has(category), category);
  assert.deepEqual(new Set(readings.map((reading) => reading.class)), new Set(["hard", "soft", "spam"]));
});
