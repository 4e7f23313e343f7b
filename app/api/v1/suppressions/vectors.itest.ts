import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { random } from "@/lib/core/demo/random";
import type { AddressState } from "@/lib/server/address-state";
import { createKey } from "@/lib/server/api-keys";
import type { CheckAnswer } from "@/lib/server/check";
import { database } from "@/lib/server/database";
import { addressKey } from "@/lib/server/keys";
import { webhookUrl } from "@/lib/server/sources/address";
import { testDatabase } from "@/lib/server/testing";
import { cookieFor, signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { shuffled } from "@/lib/testing-events";
import { sharedFile } from "@/lib/testing-shared";
import * as webhook from "../ingest/[source]/route";
import * as state from "./[address]/route";
import * as check from "./check/route";
import * as release from "./releases/[id]/route";
import * as prepare from "./releases/route";

/*
 * The worked cases of the lease by the doors that a sender uses: bounces and the platform's drops come by the webhook,
 * sends by the check, releases by an admin, each at its own time.
 */

const WRITERS = 16;
const ROUNDS = 2;
const TOGETHER = 6;

interface VectorEvent {
  id: string;
  at: string;
  type: "bounce" | "send" | "platformDrop" | "release";
  message?: string;
}
interface Vector {
  name: string;
  events: VectorEvent[];
  decisions: Record<string, "allowed" | "suppressed">;
  checks: { at: string; suppressed: boolean; step?: number; until?: string; cycleStart?: string }[];
}

/** What time it is for the request under way. */
const clock = new AsyncLocalStorage<number>();
const RealDate = Date;
class RequestDate extends RealDate {
  constructor(...given: unknown[]) {
    super(...((given.length > 0 ? given : [RequestDate.now()]) as [number]));
  }
  static override now = () => clock.getStore() ?? RealDate.now();
}

let on: Awaited<ReturnType<typeof testDatabase>>;
let admin: string;
let bearer: Record<string, string>;
let hook: string;
before(async () => {
  on = await testDatabase();
  testEnvironment(on.url);
  await on.db.organisation.create({ data: { name: "Marlow Books" } });
  admin = (await signedIn(on.db, "admin")).user.id;
  const scopes = ["suppressions:read" as const, "suppressions:write" as const];
  const { token } = await createKey(on.db, { name: "sender", scopes, expiresAt: null }, "test", new Date());
  bearer = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  hook = await webhookUrl(on.db, "acs");
  globalThis.Date = RequestDate as DateConstructor;
});
after(async () => {
  globalThis.Date = RealDate;
  await database().$disconnect();
  await on?.drop();
});

const place = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });
const post = (path: string, headers: Record<string, string>, body: unknown) =>
  new Request(new URL(path, TEST_ORIGIN), { method: "POST", headers, body: JSON.stringify(body) });

async function json<T>(answer: Response | Promise<Response>): Promise<T> {
  const response = await answer;
  assert.equal(response.status, 200, await response.clone().text());
  return response.json();
}

/** One vector in one round: an address of its own, messages of its own. */
class Case {
  readonly address: string;
  constructor(
    readonly vector: Vector,
    private readonly round: number,
  ) {
    this.address = `${vector.name}.${round}@posteo.example`;
  }

  message = ({ id, message }: VectorEvent) => `${this.vector.name}.${this.round}.${message ?? id}`;

  async send(event: VectorEvent): Promise<CheckAnswer> {
    const input = { addresses: [this.address], record: true, messageId: this.message(event) };
    const { answers } = await json<{ answers: CheckAnswer[] }>(
      check.POST(post("/api/v1/suppressions/check", bearer, input), place()),
    );
    return answers[0]!;
  }

  async report(event: VectorEvent): Promise<void> {
    const suppressed = event.type === "platformDrop";
    const text = "550 5.1.1 The email account that you tried to reach does not exist";
    const data = {
      ...{ sender: "news@mail.example", recipient: this.address, messageId: this.message(event) },
      ...{ status: suppressed ? "Suppressed" : "Bounced", deliveryAttemptTimestamp: event.at },
      deliveryStatusDetails: suppressed ? undefined : { statusMessage: text },
    };
    const report = {
      ...{ id: `${this.message(event)}.${event.type}`, eventTime: event.at, data },
      eventType: "Microsoft.Communication.EmailDeliveryReportReceived",
    };
    const receipt = await json<{ rejected: number; ignored: number }>(
      webhook.POST(post(hook, { "content-type": "application/json" }, [report]), place({ source: "acs" })),
    );
    assert.deepEqual([receipt.rejected, receipt.ignored], [0, 0]);
  }

  /** Counted, then confirmed. Where nothing is in force there is nothing to release: a conflict, and no fact. */
  async release(): Promise<void> {
    const headers = {
      ...{ "content-type": "application/json", origin: TEST_ORIGIN },
      cookie: await cookieFor(admin, 0, new Date()),
    };
    const path = "/api/v1/suppressions/releases";
    const prepared = await prepare.POST(post(path, headers, { recipient: this.address }), place());
    assert.ok([201, 409].includes(prepared.status), await prepared.clone().text());
    if (prepared.status === 409) return;
    const { id } = (await prepared.json()) as { id: number };
    const input = { reason: "The mailbox is there again", reasons: ["bounce"] };
    const response = await release.POST(post(`${path}/${id}`, headers, input), place({ id: String(id) }));
    assert.ok([200, 409].includes(response.status), await response.text());
  }

  take = (event: VectorEvent): Promise<unknown> =>
    clock.run(RealDate.parse(event.at), () => {
      if (event.type === "release") return this.release();
      return event.type === "send" ? this.send(event) : this.report(event);
    });

  async stateAt(at: string): Promise<AddressState> {
    const url = `${TEST_ORIGIN}/api/v1/suppressions/x?at=${encodeURIComponent(at)}`;
    return json(state.GET(new Request(url, { headers: bearer }), place({ address: this.address })));
  }
}

/**
 * What may come in any order: all between two releases. A release is what an admin does to what is known then, so that
 * it waits for what came before it, and what comes after it waits for it.
 */
function stages(events: VectorEvent[]): VectorEvent[][] {
  const cut: VectorEvent[][] = [[]];
  const inOrder = events.toSorted(
    (a, b) =>
      RealDate.parse(a.at) - RealDate.parse(b.at) ||
      Number(b.type === "release") - Number(a.type === "release"),
  );
  for (const event of inOrder) {
    if (event.type === "release") cut.push([event], []);
    else cut.at(-1)!.push(event);
  }
  return cut;
}

/** Sixteen at a time, each beginning its next as soon as it is done. */
async function byWriters(jobs: (() => Promise<unknown>)[]): Promise<void> {
  const waiting = jobs.values();
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (const job of waiting) await job();
    }),
  );
}

/** Every decision, and the state at every instant that the vector names. */
async function judge(one: Case): Promise<void> {
  for (const event of one.vector.events)
    if (event.type === "send") {
      const { allowed } = await clock.run(RealDate.parse(event.at), () => one.send(event));
      const want = one.vector.decisions[event.id];
      assert.equal(allowed ? "allowed" : "suppressed", want, `${one.address}, ${event.id}`);
    }
  for (const { at, suppressed, ...want } of one.vector.checks) {
    const { allowed, lease } = await one.stateAt(at);
    assert.equal(allowed, !suppressed, `${one.address} at ${at}`);
    if (!suppressed) continue;
    const { step, until, cycleStart } = lease ?? {};
    assert.deepEqual({ step, until, cycleStart }, want, `${one.address} at ${at}`);
  }
}

/** The leases as they are cached, in the order of these local parts. */
async function finalLeases(names: string[]): Promise<unknown[]> {
  const keys = names.map((name) => addressKey(`${name}@posteo.example`));
  const rows = await on.db.lease.findMany({ where: { address: { in: keys } } });
  const leases = new Map(rows.map((row) => [row.address, row]));
  return keys.map((key) => {
    const { cycleStart, step, until, inferred } = leases.get(key) ?? {};
    return [cycleStart?.getTime(), step, until?.getTime(), inferred];
  });
}

test("the worked cases by the API: sixteen writers, everything twice, in any order", async (t) => {
  const file = sharedFile(t, "spec/suppression-lease-vectors.json");
  if (!file) return;
  const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] };
  assert.equal(vectors.length, 42);
  const { next } = random(7);
  for (let round = 0; round < ROUNDS; round++) {
    const cases = vectors.map((vector) => ({ one: new Case(vector, round), left: stages(vector.events) }));
    for (let from = 0; from < cases.length; from += TOGETHER) {
      const some = cases.slice(from, from + TOGETHER);
      while (some.some(({ left }) => left.length > 0)) {
        const jobs = some.flatMap(({ one, left }) =>
          (left.shift() ?? []).map((event) => () => one.take(event)),
        );
        await byWriters(shuffled([...jobs, ...jobs], next));
      }
    }
    if (round === 0)
      await byWriters(
        cases.map(
          ({ one }) =>
            () =>
              judge(one),
        ),
      );
  }
  const [first, ...others] = await Promise.all(
    Array.from({ length: ROUNDS }, (_, round) => finalLeases(vectors.map(({ name }) => `${name}.${round}`))),
  );
  for (const other of others) assert.deepEqual(other, first, "another order, another lease");
});
