import assert from "node:assert/strict";
import { test } from "node:test";
import { passwordProblem } from "./password";

const EMAIL = "mara@marlow.example";

test("length decides: 12 to 200 characters, counted as people see them", () => {
  assert.match(passwordProblem("", EMAIL) ?? "", /at least 12/);
  assert.match(passwordProblem("elevenchars", EMAIL) ?? "", /at least 12/);
  assert.equal(passwordProblem("twelve chars", EMAIL), null);
  assert.equal(passwordProblem("🦊🐧🦉🐝🐙🦔🐢🦀🐍🐎🐑🐖", EMAIL), null);
  assert.match(passwordProblem("🦊".repeat(6), EMAIL) ?? "", /at least 12/);
  assert.equal(passwordProblem("ab c".repeat(50), EMAIL), null);
  assert.match(passwordProblem(`${"ab c".repeat(50)}!`, EMAIL) ?? "", /at most 200/);
});

test("the address of its owner is no password", () => {
  assert.match(passwordProblem("Mara@Marlow.example", EMAIL) ?? "", /e-mail/);
  assert.match(passwordProblem("administratrix-9999", "administratrix@marlow.example") ?? "", /e-mail/);
});

for (const password of [
  "Password1234!",
  "123456789012",
  "qwertyuiop[]12",
  "aaaaaaaaaaaaaa",
  "1212121212121212",
  "abcdefghijklm",
  "WelcomeTo2026!",
  "nopqrstuvwxyz",
]) {
  test(`among the first that others would try: ${password}`, () => {
    assert.match(passwordProblem(password, EMAIL) ?? "", /first that others/);
  });
}

test("pasted passphrases and random strings are welcome", () => {
  for (const password of ["harbour lamp seven otters", "wE4#kk2-9fQ!z0pL", "12 Quay Street, Bergen"]) {
    assert.equal(passwordProblem(password, EMAIL), null);
  }
});
