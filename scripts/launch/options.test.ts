import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { Failure } from "./failure.mjs";
import { readDatabaseUrl, readOptions } from "./options.mjs";
import { root } from "./project.mjs";

/** Only what is named; nothing of the machine's own environment. */
const given = (env: Record<string, string>) => readOptions(env as NodeJS.ProcessEnv);

test("without any variable it is port 3000 of this machine and the embedded database", () => {
  const { dataFolder, ...options } = given({});
  assert.deepEqual(options, {
    port: 3000,
    host: "127.0.0.1",
    publicUrl: "http://localhost:3000",
    databaseUrl: undefined,
  });
  assert.equal(dataFolder, process.getuid?.() === 0 ? "/var/lib/repute" : path.join(root, ".data"));
});

test("an empty variable counts as not given", () => {
  assert.deepEqual(given({ PORT: "", HOST: "", DATABASE_URL: "", DATA_DIR: "", PUBLIC_URL: "" }), given({}));
});

test("the public address is PUBLIC_URL, else NEXTAUTH_URL, without a slash at the end", () => {
  assert.equal(given({ NEXTAUTH_URL: "https://a.example/" }).publicUrl, "https://a.example");
  assert.equal(
    given({ PUBLIC_URL: "https://b.example/x/", NEXTAUTH_URL: "https://a.example" }).publicUrl,
    "https://b.example/x",
  );
  assert.equal(given({ PORT: "8080" }).publicUrl, "http://localhost:8080");
  assert.throws(() => given({ PUBLIC_URL: "mail.example" }), Failure);
});

test("a port that is none is refused", () => {
  for (const PORT of ["0", "65536", "http", "80.5"]) assert.throws(() => given({ PORT }), Failure, PORT);
});

test("an address of a database is taken as written when it can be read", () => {
  for (const url of [
    "postgres://a:b@h/d",
    "postgresql://a@h:5433/d?sslmode=require",
    "postgresql:///d?host=/run/pg",
  ]) {
    assert.equal(readDatabaseUrl(url), url);
  }
});

test("any other address is refused without repeating it, for it may hold a password", () => {
  for (const url of [
    "secret",
    "mysql://u:secret@h/d",
    "postgresql://u:secret@h",
    "postgresql://u:secret@h:port/d",
  ]) {
    assert.throws(
      () => readDatabaseUrl(url),
      (error) => error instanceof Failure && !error.message.includes("secret"),
      url,
    );
  }
});
