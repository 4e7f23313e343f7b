import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { domainOf, maskAddress, normaliseAddress, parseAddress } from "./address";

const keys: [raw: string, key: string][] = [
  ["Ida.Berg@Posteo.Example", "ida.berg@posteo.example"],
  [" ida@posteo.example. ", "ida@posteo.example"],
  ["ida+news@posteo.example", "ida+news@posteo.example"],
  ['"ida.berg"@posteo.example', "ida.berg@posteo.example"],
  ['"ida berg"@posteo.example', '"ida berg"@posteo.example'],
  ["用户@例え.jp", "用户@xn--r8jz45g.jp"],
  ["用户@XN--R8JZ45G.jp", "用户@xn--r8jz45g.jp"],
  ["andre\u0301@example.org", "andr\u00e9@example.org"],
  ["ida@STRASSE.example", "ida@strasse.example"],
  ["ida@straße.example", "ida@xn--strae-oqa.example"],
  ['"e@attacker.example"@victim.example', '"e@attacker.example"@victim.example'],
  ["ida@[192.0.2.1]", "ida@[192.0.2.1]"],
  ["ida@0x7f.1", "ida@0x7f.1"],
  ["Postmaster", "postmaster"],
  ["", ""],
];
for (const [raw, key] of keys)
  test(`the key of ${JSON.stringify(raw)}`, () => {
    assert.equal(normaliseAddress(raw), key);
  });

test("keys are stable, whatever comes", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.emailAddress(),
    fc.string().map((s) => `${s}@例え.jp`),
  );
  fc.assert(
    fc.property(anything, (raw) => {
      const key = normaliseAddress(raw);
      assert.equal(normaliseAddress(key), key);
    }),
    { numRuns: 1_000 },
  );
  fc.assert(
    fc.property(fc.emailAddress(), (raw) => {
      assert.equal(normaliseAddress(raw.toUpperCase()), normaliseAddress(raw));
      assert.equal(domainOf(raw), raw.slice(raw.lastIndexOf("@") + 1).toLowerCase());
    }),
  );
});

test("domains are those of the key", () => {
  assert.equal(domainOf("Ida@Shop.EXAMPLE."), "shop.example");
  assert.equal(domainOf('"a@b"@c.example'), "c.example");
  assert.equal(domainOf("nobody"), "");
});

test("a mask shows neither the address nor its length", () => {
  assert.equal(maskAddress("ida.berg@posteo.example"), "i••••••g@posteo.example");
  assert.equal(maskAddress("ib@posteo.example"), "i••••••@posteo.example");
  assert.equal(maskAddress("i@posteo.example"), "i••••••@posteo.example");
  assert.equal(maskAddress("𝒾da@posteo.example"), "𝒾••••••a@posteo.example");
  assert.equal(maskAddress(""), "••••••");
});

const accepted = [
  "ida@posteo.example",
  "Ida.Berg+news@mail.posteo.example",
  "o'neill@example.org",
  "用户@例え.jp",
  "i@xn--r8jz45g.jp",
  `${"x".repeat(64)}@example.org`,
];
for (const raw of accepted)
  test(`accepts ${raw}`, () => {
    assert.deepEqual(parseAddress(` ${raw} `), { ok: true, address: raw });
  });

const refused: [raw: string, reason: RegExp][] = [
  ["", /no address/],
  ["ida", /no “@”/],
  ["@posteo.example", /before the “@”/],
  ["ida@", /after the “@”/],
  ["ida@@posteo.example", /more than one/],
  ["a@attacker.example@victim.example", /more than one/],
  ["attacker＠evil.example@victim.example", /“＠”/],
  ["attacker﹫evil.example", /“﹫”/],
  ["ida＂@posteo.example", /“＂”/],
  ["ida，otto@posteo.example", /“，”/],
  ["ida\u3000berg@posteo.example", /looks like/],
  ["ida\u200b@posteo.example", /invisible/],
  ["ida\u202e@posteo.example", /invisible/],
  ["j\uFFFDrg@posteo.example", /another encoding/],
  ["ida@posteo.example\r\nbcc:otto@posteo.example", /invisible/],
  ['"e@attacker.example"@victim.example', /more than one|quotes/],
  ['"ida"@posteo.example', /quotes/],
  ["Ida Berg <ida@posteo.example>", /without a name/],
  ["ida@posteo.example, otto@posteo.example", /more than one|without a name/],
  ["friends:ida@posteo.example;", /without a name/],
  ["ida(comment)@posteo.example", /without a name/],
  ["@a.example,@b.example:ida@c.example", /more than one|without a name/],
  ["ida..berg@posteo.example", /dot/],
  [".ida@posteo.example", /dot/],
  ["ida@posteo..example", /dot/],
  ["ida@localhost", /ending/],
  ["ida@192.0.2.1", /number/],
  ["ida@[192.0.2.1]", /brackets/],
  ["ida@-posteo.example", /possible name/],
  ["ida@pos_teo.example", /possible name/],
  ["ida@xn--a-ecp.ru.xn--zz", /possible name/],
  [`${"x".repeat(65)}@example.org`, /too long/],
  [`${"é".repeat(33)}@example.org`, /too long/],
  [`i@${"x".repeat(64)}.example`, /too long/],
  [`i@${`${"x".repeat(60)}.`.repeat(5)}example`, /too long/],
  ["x".repeat(2_000_000), /too long/],
];
for (const [raw, reason] of refused)
  test(`refuses ${JSON.stringify(raw.slice(0, 60))}`, () => {
    const parsed = parseAddress(raw);
    assert.ok(!parsed.ok && reason.test(parsed.reason), JSON.stringify(parsed));
  });

test("what is accepted is one recipient, by every reading", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constantFrom("", "@", "＠", "a@b.co"),
      (text, tail) => {
        const parsed = parseAddress(text + tail);
        if (!parsed.ok) return;
        assert.equal(parsed.address.normalize("NFKC").split("@").length, 2);
        assert.equal(parsed.address.split("@").length, 2);
        assert.doesNotMatch(parsed.address, /[\s<>,;"]/);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("the short way of plain addresses and the long way say the same", () => {
  const text = fc.string({ unit: fc.constantFrom(..."aZ0._+-@x"), maxLength: 70 });
  const domain = fc.string({ unit: fc.constantFrom(..."ab1.-xn"), maxLength: 70 });
  fc.assert(
    fc.property(text, domain, (local, host) => {
      const raw = `${local}@${host}`;
      // A blank before it is taken off on the long way only.
      assert.deepEqual(parseAddress(raw), parseAddress(` ${raw}`));
    }),
    { numRuns: 2_000 },
  );
  for (const raw of [
    "a@b.xn--1",
    "a@xn--p1ai.de",
    `${"a".repeat(65)}@b.de`,
    `a@${"b".repeat(64)}.de`,
    "a@b.c1",
    "a@b.1c",
  ])
    assert.deepEqual(parseAddress(raw), parseAddress(` ${raw}`));
});
