import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BrandFields, colourFault, contrast, LARGEST_LOGO, onDark, pngSize, textOn } from "./brand";

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);

test("contrast is that of WCAG: 21 for black and white, 1 for the same, and known values between", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#777777", "#777777"), 1);
  assert.equal(contrast("#767676", "#ffffff").toFixed(2), "4.54");
});

test("whatever is taken is seen on a white page and on a dark one, and carries text on both", () => {
  fc.assert(
    fc.property(colour, (one) => {
      if (colourFault(one) !== null) return;
      const dark = onDark(one);
      assert.ok(contrast(one, "#ffffff") >= 3 && contrast(one, textOn(one)) >= 4.5, one);
      assert.ok(contrast(dark, "#1a1d1f") >= 3 && contrast(dark, textOn(dark)) >= 4.5, `${one} ${dark}`);
    }),
  );
});

test("a colour that is refused comes with one that is taken", () => {
  fc.assert(
    fc.property(colour, (one) => {
      const better = /works is (#[0-9a-f]{6})/.exec(colourFault(one) ?? "")?.[1];
      if (better) assert.equal(colourFault(better), null, `${one} ${better}`);
    }),
  );
  assert.match(colourFault("#ffd400") ?? "", /^It is hardly seen on a white page \(1\.4 to 1/);
});

/** One black pixel. */
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

test("a logo is a whole PNG of bounded size", () => {
  const bytes = Uint8Array.from(atob(PIXEL), (letter) => letter.charCodeAt(0));
  assert.deepEqual(pngSize(bytes), { width: 1, height: 1 });
  assert.equal(pngSize(bytes.subarray(0, -4)), null);
  const fields = (logo: string) =>
    BrandFields.safeParse({ accent: "", logo, unsubscribeMailbox: "" }).success;
  assert.deepEqual(
    [fields(PIXEL), fields(""), fields("PHN2Zz4="), fields("%%%"), fields("A".repeat(LARGEST_LOGO * 2))],
    [true, true, false, false, false],
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => void pngSize(any)));
});
