import { parseArgs } from "node:util";
import { z } from "zod";
import { FACT_KINDS, type Fact, foldLease, leaseInForce } from "@/lib/core/suppression";
import { answerCases, readCase } from "../cases";
import { type Io, WrongCall } from "../io";

export const summary = "what a history of bounces and sends does to an address";
export const usage = `lease --jsonl [FILE... | -]

One case a line in, one answer a line out; no database is needed.

  in    { name, events: [{ id, at, type }], ats: [TIME...] }, type one of release, bounce, send, platformDrop;
        a send and a platformDrop of one mail share a "message"
  out   { name, decisions: { ID: "allowed" | "suppressed" }, checks: [{ at, suppressed, step?, until?, cycleStart? }] }`;

const Time = z.iso.datetime({ offset: true });
const Case = z.object({
  name: z.string().optional(),
  events: z.array(
    z.object({
      id: z.coerce.string(),
      at: Time,
      type: z.enum(FACT_KINDS),
      message: z.coerce.string().optional(),
    }),
  ),
  ats: z.array(Time).optional(),
  /** The times as suppression-lease-vectors.json gives them. */
  checks: z.array(z.object({ at: Time })).optional(),
});

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { jsonl: { type: "boolean" } },
  });
  if (!values.jsonl) throw new WrongCall("lease reads cases: give --jsonl.");
  const files = positionals.length > 0 ? positionals : ["-"];
  return (await answerCases(files, io, answer)) ? 0 : 1;
}

function answer(value: unknown): object {
  const { name, events, ats, checks = [] } = readCase(Case, value);
  const ids = new Map<Fact, string>();
  const facts = events.map(({ id, at, type, message }) => {
    const fact: Fact = { kind: type, id: message ?? id, at: Date.parse(at) };
    ids.set(fact, id);
    return fact;
  });
  const decisions: Record<string, "allowed" | "suppressed"> = {};
  for (const { fact, effect } of foldLease(facts).history)
    if (fact.kind === "send" || fact.kind === "platformDrop")
      decisions[ids.get(fact) ?? fact.id] = effect === "allowed" ? "allowed" : "suppressed";
  return { name, decisions, checks: (ats ?? checks.map(({ at }) => at)).map((at) => check(facts, at)) };
}

function check(facts: Fact[], at: string): object {
  const now = Date.parse(at);
  const { lease } = foldLease(facts, now);
  if (!leaseInForce(lease, now)) return { at, suppressed: false };
  const { step, until, cycleStart } = lease;
  return {
    at,
    suppressed: true,
    step,
    until: new Date(until).toISOString(),
    cycleStart: new Date(cycleStart).toISOString(),
  };
}
