import assert from "node:assert/strict";
import { test } from "node:test";
import { ListFields } from "@/lib/core/list";
import { listInput } from "./list-input";

test("a form becomes a list; a language in which nothing was written is left out", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    name: "Club news",
    kind: "marketing",
    section: "The club",
    visibility: "private",
    basis: "contract",
    "de.name": "Clubpost",
    "de.rhythm": " ",
    "fr.name": " ",
  }))
    form.set(name, value);
  const input = listInput(form);
  assert.deepEqual(input, {
    name: "Club news",
    description: "",
    rhythm: "",
    kind: "marketing",
    section: "The club",
    public: false,
    basis: "contract",
    translations: { de: { name: "Clubpost", description: "", rhythm: "", section: "" } },
  });
  assert.ok(ListFields.safeParse(input).success);
});
