import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { storable } from "@/lib/core/sources/text";
import { bigints, ints, jsons, longs, smallints, texts, timestamps } from "./binary-arrays";
import { poolOf } from "./database";
import { testDatabase } from "./testing";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());

/** What the server makes of an array, each element as its text. */
async function read(values: Buffer, type: string): Promise<(string | null)[]> {
  const sql = `select array(select v::text from unnest($1::${type}[]) with ordinality u(v, n) order by n) as v`;
  const { rows } = await poolOf(on.db).query<{ v: (string | null)[] }>(sql, [values]);
  return rows[0]!.v;
}

test("numbers arrive as they are, to their limits", async () => {
  const all = [0, 1, -1, 32_767, -32_768];
  assert.deepEqual(await read(smallints(all), "smallint"), all.map(String));
  const wide = [...all, 2 ** 31 - 1, -(2 ** 31)];
  assert.deepEqual(await read(ints(wide), "int"), wide.map(String));
  const exact = [0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 47 - 1, Number.MAX_SAFE_INTEGER, -1, -(2 ** 40) - 3];
  assert.deepEqual(await read(longs(exact), "bigint"), exact.map(String));
  const keys = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 0x0123456789abcdefn];
  assert.deepEqual(await read(bigints(keys), "bigint"), keys.map(String));
  assert.deepEqual(await read(ints([]), "int"), []);
});

test("times arrive to the millisecond, before 2000 too", async () => {
  const times = [
    0,
    Date.UTC(2000, 0),
    Date.UTC(1999, 11, 31, 23, 59, 59, 999),
    Date.UTC(2099, 11, 31, 23, 59, 59, 1),
  ];
  const have = (await read(timestamps([...times, null]), "timestamp")).map(
    (text) => text && Date.parse(`${text}Z`),
  );
  assert.deepEqual(have, [...times, null]);
});

test("any text and any JSON arrive, mended where the server cannot hold them", async () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ maxLength: 200 }),
    fc.constantFrom("\0", "\ud800x", "NULL", ""),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { maxLength: 20 }), async (values) => {
      assert.deepEqual(await read(texts(values), "text"), values.map(storable));
      const objects = values.map((text, i) => (i % 3 ? { text } : undefined));
      const have = (await read(jsons(objects), "jsonb")).map((text) => text && JSON.parse(text));
      assert.deepEqual(
        have,
        objects.map((object) => (object ? { text: storable(object.text) } : null)),
      );
    }),
    { numRuns: 30 },
  );
});
