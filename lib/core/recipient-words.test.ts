import assert from "node:assert/strict";
import { test } from "node:test";
import { LEAVE_REASONS } from "./leave-reasons";
import { dayIn, languageFor, RECIPIENT_WORDS, wordingOf } from "./recipient-words";
import { LANGUAGES } from "./recipient-words/words";

test("the language that was chosen comes before that of the browser, and English where there is neither", () => {
  for (const [chosen, accepted, language] of [
    [null, null, "en"],
    [null, "de-AT,de;q=0.9,en;q=0.8", "de"],
    [null, "nl, fr;q=0.4, es;q=0.7", "es"],
    [null, "AR-eg", "ar"],
    [null, "de;q=0, fr", "fr"],
    [null, "*", "en"],
    [null, ";;;,,q=;de;q=x", "en"],
    ["fr", "de", "fr"],
    ["xx", "de", "de"],
    ["__proto__", "constructor", "en"],
  ] as const)
    assert.equal(languageFor(chosen, accepted), language, `${chosen} ${accepted}`);
});

test("a header of any length is read in bounded time, its first twenty ranges only", () => {
  assert.equal(languageFor(null, `${"x,".repeat(100_000)}de`), "en");
});

/** Every text of a language, with the arguments that could break it. */
function texts(language: (typeof LANGUAGES)[number]): [string, string][] {
  const words = RECIPIENT_WORDS[language];
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    if (typeof value === "object") return Object.entries(value);
    if (typeof value !== "function") return [[key, String(value)]];
    const say = value as (argument: string | number) => string;
    return /stillGets|pauseFor/.test(key)
      ? [0, 1, 2, 11, 30].map((n) => [key, say(n)])
      : [[key, say("Club news")]];
  });
}

test("every text of every language says something, and names what it is about", () => {
  for (const language of LANGUAGES) {
    for (const [key, text] of texts(language)) {
      assert.ok(text.trim() !== "" && !/undefined|null|\[object/.test(text), `${language} ${key}: ${text}`);
      const { [key as "leave"]: word } = RECIPIENT_WORDS[language];
      if (typeof word === "function" && !/stillGets|pauseFor/.test(key))
        assert.ok(text.includes("Club news"), `${language} ${key}`);
    }
    assert.equal(new Set(LEAVE_REASONS.map((reason) => RECIPIENT_WORDS[language].reasons[reason])).size, 4);
  }
});

test("no text is left in English by oversight", () => {
  const english = new Map(texts("en"));
  for (const language of LANGUAGES.slice(1))
    for (const [key, text] of texts(language))
      if (key !== "direction" && key !== "version")
        assert.notEqual(text, english.get(key), `${language} ${key}`);
});

test("the ledger names the text by language and version; a day is written as its readers write it", () => {
  assert.equal(wordingOf(RECIPIENT_WORDS.de), "de-3");
  const day = new Date("2026-12-24T00:00:00Z");
  assert.deepEqual(
    LANGUAGES.slice(0, 4).map((language) => dayIn(RECIPIENT_WORDS[language], day)),
    ["24 December 2026", "24. Dezember 2026", "24 décembre 2026", "24 de diciembre de 2026"],
  );
});
