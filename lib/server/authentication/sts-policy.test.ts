import assert from "node:assert/strict";
import { test } from "node:test";
import { fetchPolicy } from "./sts-policy";

const failing = (message: string, code?: string) => async (): Promise<string> => {
  throw Object.assign(new Error(message), code && { code });
};

test("the policy is asked for at the one address that RFC 8461 gives it", async () => {
  const asked: string[] = [];
  const get = async (url: URL) => {
    asked.push(url.href);
    return "version: STSv1";
  };
  assert.deepEqual(await fetchPolicy(get)("marlow.example"), { text: "version: STSv1" });
  for (const odd of ["x@inner.example", "a.example/x", "a.example:22", "a.example#", "a b", ""])
    assert.ok("fault" in (await fetchPolicy(get)(odd)), odd);
  assert.deepEqual(asked, ["https://mta-sts.marlow.example/.well-known/mta-sts.txt"]);
});

test("why it cannot be had is said in words, and no more than that", async () => {
  const cases: [string, () => Promise<string>][] = [
    ["is answered with 301", failing("mta-sts.marlow.example answered 301.")],
    ["is longer than 64 KB", failing("mta-sts.marlow.example answered too much.")],
    ["has no server: its name has no address", failing("getaddrinfo ENOTFOUND x", "ENOTFOUND")],
    ["comes under a certificate that does not hold", failing("self-signed", "DEPTH_ZERO_SELF_SIGNED_CERT")],
    [
      "comes under a certificate that does not hold",
      failing("Hostname does not match", "ERR_TLS_CERT_ALTNAME_INVALID"),
    ],
    ["is not answered for", failing("connect ECONNREFUSED 203.0.113.9:443", "ECONNREFUSED")],
    [
      "lies at an inner address and is not fetched",
      failing("mta-sts.marlow.example leads to the inner address 10.0.0.7."),
    ],
    ["cannot be fetched", failing("secrets of the stack")],
  ];
  for (const [fault, get] of cases) assert.deepEqual(await fetchPolicy(get)("marlow.example"), { fault });
});
