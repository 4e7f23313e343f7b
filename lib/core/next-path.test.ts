import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nextPath } from "./next-path";

test("a path of this site is kept with its query", () => {
  assert.equal(
    nextPath("/bounces?from=2026-11-01&tz=Europe%2FBerlin"),
    "/bounces?from=2026-11-01&tz=Europe%2FBerlin",
  );
  assert.equal(nextPath("/"), "/");
});

for (const wanted of [
  undefined,
  "",
  "bounces",
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/a\nb",
  "/sign-in?next=/",
  "/api/auth/signout",
  ["/a", "/b"],
]) {
  test(`the overview instead of ${JSON.stringify(wanted)}`, () =>
    assert.equal(nextPath(wanted), "/overview"));
}

test("no input leads to another site", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((rest) => `/${rest}`),
        fc.webUrl(),
      ),
      (wanted) => {
        assert.equal(new URL(nextPath(wanted), "https://repute.example").origin, "https://repute.example");
      },
    ),
    { numRuns: 2000 },
  );
});
