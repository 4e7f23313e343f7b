import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { webReceiver } from "./alerts/testing-receivers";
import { checkOutward, isInner, postOutward } from "./outward-post";

const INNER = [
  ...["127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
  ...[
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "224.0.0.1",
  ],
];
const OUTER = ["1.1.1.1", "8.8.8.8", "172.32.0.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"];

beforeEach(() => {
  delete process.env.REPUTE_LOCAL_RECEIVERS;
});
after(() => {
  delete process.env.REPUTE_LOCAL_RECEIVERS;
});

test("inner addresses are known in every spelling, outer ones are not taken for them", () => {
  assert.deepEqual(
    INNER.filter((ip) => !isInner(ip)),
    [],
  );
  assert.deepEqual(
    OUTER.filter((ip) => isInner(ip)),
    [],
  );
});

for (const address of [
  ...[
    "http://example.com/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "file:///etc/passwd",
  ],
  ...[
    "https://169.254.169.254/latest/meta-data",
    "https://user:secret@example.com/",
    "https://2130706433/",
    "not an address",
  ],
])
  test(`${address} is not called`, () => {
    assert.throws(() => checkOutward(address), { code: "invalid-input", field: "url" });
  });

test("a name that leads to this machine is not called", async () => {
  const receiver = await webReceiver();
  const port = new URL(receiver.url).port;
  await assert.rejects(postOutward(`https://localhost:${port}/`, "{}", {}), /leads to the inner address/);
  assert.equal(receiver.received.length, 0);
  await receiver.close();
});

test("redirects are not followed, and the body arrives as it is", async () => {
  process.env.REPUTE_LOCAL_RECEIVERS = "1";
  const receiver = await webReceiver();
  receiver.answer(302);
  const { status } = await postOutward(`${receiver.url}/x`, '{"a":"é"}', { "webhook-id": "7" });
  assert.equal(status, 302);
  assert.deepEqual(
    receiver.received.map(({ path, body, headers }) => [path, body, headers["webhook-id"]]),
    [["/x", '{"a":"é"}', "7"]],
  );
  await receiver.close();
});
