import type { OwnRules } from "@/lib/core/bounce/own-rules";
import { isBounce, type Kind, kindCode, kindOf } from "@/lib/core/events";
import { type Fact, foldLease, leaseInForce } from "@/lib/core/suppression";
import { unpackVerdict } from "@/lib/core/verdict";
import type { PrismaClient } from "@/prisma/generated/client";
import { factsOf } from "./leases";
import { numbers } from "./literals";
import { retentionOf } from "./log-window";
import type { Move, Trial, TrialExample } from "./own-rules-trial";
import { type BounceRow, type Reread, reread } from "./reclassify-rows";

const DELIVERIES_AT_ONCE = 2_000;
const ADDRESSES_AT_ONCE = 1_000;
const MOST_EXAMPLES = 5;
const HARD = kindCode("hard");

/** All of the log of these deliveries, and what they are now; those from before the log that is kept stay as they are. */
const WHOLE = `
select d.address, d.message, d.verdict as now, e.*
from unnest($1::bigint[], $2::bigint[]) k(address, message)
join delivery d on d.address = k.address and d.message = k.message
cross join lateral (select at, kind, verdict, recipient, detail from event e
  where e.address = d.address and e.message = d.message) e
where d.at is null or d.at >= $3::timestamp`;

type LogRow = BounceRow & { now: bigint };

/** What a trial comes to, as its pages are read. */
export class TrialTally {
  private readonly seen = new Set<string>();
  private readonly moves = new Map<string, Move>();
  private readonly examples: TrialExample[] = [];
  private byShipped = 0;
  /** The bounces that would be claimed, by address and message; an empty list where they would be withdrawn. */
  private readonly claims = new Map<bigint, Map<string, Fact[]>>();

  constructor(
    private readonly db: PrismaClient,
    private readonly rules: OwnRules,
  ) {}

  /** Takes in the deliveries of rows that would be read differently. */
  async add(changes: Reread[]): Promise<void> {
    const keys: BounceRow[] = [];
    for (const { row } of changes) {
      const key = `${row.address} ${row.message}`;
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      keys.push(row);
    }
    const { logFrom } = await retentionOf(this.db);
    for (let i = 0; i < keys.length; i += DELIVERIES_AT_ONCE) {
      const some = keys.slice(i, i + DELIVERIES_AT_ONCE);
      const rows: LogRow[] = await this.db.$queryRawUnsafe(
        WHOLE,
        numbers(some.map((row) => row.address)),
        numbers(some.map((row) => row.message)),
        new Date(logFrom ?? 0),
      );
      const logs = new Map<string, LogRow[]>();
      for (const row of rows) {
        const key = `${row.address} ${row.message}`;
        const log = logs.get(key);
        if (log) log.push(row);
        else logs.set(key, [row]);
      }
      for (const log of logs.values()) this.addDelivery(log);
    }
  }

  private addDelivery(log: LogRow[]): void {
    const read = log.map((row) => ({ row, change: isBounceCode(row.kind) ? reread(row, this.rules) : null }));
    const then = Math.max(...read.map(({ row, change }) => change?.verdict ?? Number(row.verdict)));
    const before = log[0]!;
    const [from, to] = [unpackVerdict(Number(before.now)), unpackVerdict(then)];
    const isHard = ({ row, change }: (typeof read)[number]) =>
      change ? change.kind === "hard" : row.kind === HARD;
    if (read.some(({ row, change }) => change && (change.kind === "hard") !== (row.kind === HARD)))
      this.claim(before, read.filter(isHard));
    if (from.outcome === undefined || to.outcome === undefined) return;
    if (from.outcome === to.outcome && from.category === to.category) return;
    this.count(
      { class: from.outcome, category: from.category },
      { class: to.outcome, category: to.category },
    );
    const changes = read.map(({ change }) => change).filter((change) => change !== null);
    if (!changes.some(({ own }) => own)) this.byShipped += 1;
    const telling = changes.find(({ kind }) => kind === to.outcome) ?? changes[0];
    if (telling && this.examples.length < MOST_EXAMPLES) this.show(telling, from.outcome);
  }

  private claim({ address, message }: LogRow, hard: { row: LogRow }[]): void {
    const of = this.claims.get(address) ?? new Map<string, Fact[]>();
    this.claims.set(address, of);
    const id = String(message);
    of.set(
      id,
      hard.map(({ row }): Fact => ({ kind: "bounce", id, at: row.at.getTime() })),
    );
  }

  private count(from: Move["from"], to: Move["to"]): void {
    const key = [from.class, from.category, to.class, to.category].join(" ");
    const known = this.moves.get(key) ?? { from, to, deliveries: 0 };
    known.deliveries += 1;
    this.moves.set(key, known);
  }

  private show({ row, detail, kind }: Reread, from: Kind): void {
    const { rule = "", text = "", span = null } = detail;
    const { recipient } = row;
    const key = { address: String(row.address), message: String(row.message) };
    this.examples.push({ ...key, recipient, at: row.at.getTime(), text, span, rule, from, to: kind });
  }

  async result(now: Date): Promise<Omit<Trial, "read" | "since" | "cut">> {
    const { byShipped, examples } = this;
    const moves = [...this.moves.values()].sort((a, b) => b.deliveries - a.deliveries);
    return { moves, byShipped, examples, ...(await this.leases(now.getTime())) };
  }

  private async leases(now: number): Promise<Pick<Trial, "suppressed" | "freed">> {
    const [counts, addresses] = [{ suppressed: 0, freed: 0 }, [...this.claims.keys()]];
    for (let i = 0; i < addresses.length; i += ADDRESSES_AT_ONCE) {
      const some = addresses.slice(i, i + ADDRESSES_AT_ONCE);
      const known = await factsOf(this.db, some);
      for (const address of some) {
        const facts = known.get(address)?.facts ?? [];
        const claims = this.claims.get(address)!;
        const others = facts.filter(({ kind, id }) => kind !== "bounce" || !claims.has(id));
        const held = leaseInForce(foldLease(facts, now).lease, now);
        const wouldBe = leaseInForce(foldLease([...others, ...[...claims.values()].flat()], now).lease, now);
        if (wouldBe && !held) counts.suppressed += 1;
        if (held && !wouldBe) counts.freed += 1;
      }
    }
    return counts;
  }
}

const isBounceCode = (kind: number): boolean => isBounce(kindOf(kind));
