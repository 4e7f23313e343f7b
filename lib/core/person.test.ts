import assert from "node:assert/strict";
import { test } from "node:test";
import { FirstAdmin } from "./person";

const GOOD = {
  organisation: " Marlow Books ",
  timeZone: "Europe/Berlin",
  name: "Mara",
  email: "Mara@Marlow.example",
  password: "harbour lamp seven otters",
};

test("what people type comes out trimmed, the e-mail normalised", () => {
  const { organisation, email } = FirstAdmin.parse(GOOD);
  assert.deepEqual([organisation, email], ["Marlow Books", "mara@marlow.example"]);
});

for (const [field, value] of [
  ["organisation", "  "],
  ["timeZone", "Europe/Atlantis"],
  ["name", ""],
  ["email", "mara"],
  ["password", "short"],
  ["password", "Mara@Marlow.example"],
] as const) {
  test(`the field at fault is named: ${field} = ${JSON.stringify(value)}`, () => {
    const issues = FirstAdmin.safeParse({ ...GOOD, [field]: value }).error?.issues ?? [];
    assert.deepEqual(
      issues.map((issue) => issue.path.join(".")),
      [field],
    );
  });
}
