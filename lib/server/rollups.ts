/** A small table that counts deliveries; its texts are over quarter, sender, domain, campaign, verdict, outcome, seen. */
export interface Rollup {
  table: string;
  key: Record<string, string>;
  counts: Record<string, string>;
  /** Which deliveries it counts. */
  where: string;
  /** A coarser table sums the rows of this one; its counts are columns. */
  of?: string;
  /** A dictionary that its key needs. */
  join?: string;
}

const DAY = { day: "quarter / 96", sender: "sender" };
const FINAL = {
  suppressed: "outcome = 3",
  delivered: "outcome = 4",
  soft: "outcome = 5",
  spam: "outcome = 6",
  hard: "outcome = 7",
};

const OVER_TIME = {
  queued: "outcome = 1",
  delayed: "outcome = 2",
  ...FINAL,
  deferred: "outcome > 3 and seen & 4 > 0",
  asynchronous: "outcome > 4 and seen & 16 > 0",
  opened: "seen & 512 > 0",
  clicked: "seen & 1024 > 0",
  complained: "seen & 2048 > 0",
  unsubscribed: "seen & 4096 > 0",
};
const BY_DOMAIN = {
  ...FINAL,
  deferred: OVER_TIME.deferred,
  asynchronous: OVER_TIME.asynchronous,
  complained: OVER_TIME.complained,
  unsubscribed: OVER_TIME.unsubscribed,
};

/** Who opened or clicked ({@link Reader}): people first, then the rules in their order; `rules` are their bits of `seen`. */
const reader = (kind: number, person: number, rules: number[]): string =>
  `(case when seen & ${kind} = 0 then 0 when seen & ${1 << person} > 0 then 1 ${rules
    .map((bit, i) => `when seen & ${1 << bit} > 0 then ${i + 2}`)
    .join(" ")} else 0 end)::smallint`;
const READ = {
  opened: reader(512, 26, [13, 14, 15, 16, 17, 23]),
  clicked: reader(1024, 27, [18, 19, 20, 21, 22, 24, 25]),
};
/** Of delivered mail only, so that no rate passes 100 %. */
const WAS_READ = "outcome = 4 and seen & 1536 > 0";
const PROVIDER = "join recipient_domain on recipient_domain.id = domain";
const columnsOf = (counts: object): Record<string, string> =>
  Object.fromEntries(Object.keys(counts).map((name) => [name, name]));

/**
 * The one definition of every rollup, for its upkeep by difference and for its recount. Days and quarter hours are UTC,
 * counted from 1970; outcomes are kind codes, `seen` has a bit for each. A coarser table comes after the one it sums.
 */
export const ROLLUPS: Rollup[] = [
  {
    table: "per_quarter",
    key: { quarter: "quarter", sender: "sender" },
    counts: OVER_TIME,
    where: "true",
  },
  {
    table: "per_code",
    key: { ...DAY, verdict: "verdict" },
    counts: { n: "true" },
    where: "outcome > 4 or outcome = 2",
  },
  {
    table: "per_domain",
    key: { ...DAY, domain: "domain" },
    counts: BY_DOMAIN,
    where: "outcome > 2",
  },
  {
    table: "per_quarter_all",
    key: { quarter: "quarter" },
    counts: columnsOf(OVER_TIME),
    where: "true",
    of: "per_quarter",
  },
  {
    table: "per_quarter_domain",
    key: { domain: "domain", quarter: "quarter" },
    counts: columnsOf(OVER_TIME),
    where: "true",
    of: "per_quarter",
    join: "join sender as named on named.id = sender",
  },
  {
    table: "per_provider",
    key: { day: "day", sender: "sender", provider: "provider" },
    counts: columnsOf(BY_DOMAIN),
    where: "true",
    of: "per_domain",
    join: PROVIDER,
  },
  {
    table: "per_campaign",
    key: { ...DAY, campaign: "campaign" },
    counts: BY_DOMAIN,
    where: "campaign is not null and outcome > 2",
  },
  {
    table: "per_reading",
    key: { sender: "sender", quarter: "quarter", ...READ },
    counts: { n: "true" },
    where: WAS_READ,
  },
  {
    table: "per_reading_all",
    key: { quarter: "quarter", opened: "opened", clicked: "clicked" },
    counts: { n: "n" },
    where: "true",
    of: "per_reading",
  },
  {
    table: "per_reading_provider",
    key: { ...DAY, provider: "provider", ...READ },
    counts: { n: "true" },
    where: WAS_READ,
    join: PROVIDER,
  },
];

const columns = ({ key, counts }: Rollup): string[] => [...Object.keys(key), ...Object.keys(counts)];

/**
 * Sums `n` of a source of deliveries (of a coarser rollup: the rows it sums) into the rows of a rollup; rows of nothing
 * but zeros are left out.
 */
export function sums(rollup: Rollup, source: string): string {
  const keys = Object.entries(rollup.key).map(([name, value]) => `${value} as ${name}`);
  const counts = Object.entries(rollup.counts).map(([name, value]) =>
    rollup.of
      ? `sum(${value})::int as ${name}`
      : `coalesce(sum(n) filter (where ${value}), 0)::int as ${name}`,
  );
  const names = Object.keys(rollup.counts);
  return `select * from (
    select ${[...keys, ...counts].join(", ")} from ${source} ${rollup.join ?? ""}
    where ${rollup.where} group by ${keys.map((_, i) => i + 1)}
  ) sums where ${names.map((name) => `${name} <> 0`).join(" or ")}`;
}

/** Adds rows onto a rollup, by key, so that all writers lock in one order. */
function upsert(rollup: Rollup, rows: string): string {
  const key = Object.keys(rollup.key).join(", ");
  const changes = Object.keys(rollup.counts).map((name) => `${name} = r.${name} + excluded.${name}`);
  return `
    insert into ${rollup.table} as r (${columns(rollup).join(", ")}) ${rows} order by ${key}
    on conflict (${key}) do update set ${changes.join(", ")}`;
}

/** What every statement that changes deliveries says of a row, as it is or as it was. */
export const SEEN = (
  row: string,
): string => `case when ${row}opened_at is null and ${row}clicks is null then ${row}seen
  else readers_of(${row}seen, ${row}delivered_at, ${row}opened_at, ${row}clicks) end`;
export const QUARTER = (at: string): string => `floor(date_part('epoch', ${at}) / 900)::int`;

/** Says that days of `per_domain` changed: what lib/server/domain-days.ts packed of them no longer holds. */
const CHANGED_DAYS = `domain_day_change as (
  insert into domain_day (day, version) select day, gen_random_uuid() from per_domain_sums group by day order by day
  on conflict (day) do update set version = excluded.version
)`;

/** The CTEs that add rows onto a rollup. */
export function changesTo(rollup: Rollup, rows: string): string {
  const { table } = rollup;
  const changes = [
    `${table}_sums as (${rows})`,
    `${table}_change as (${upsert(rollup, `select * from ${table}_sums`)})`,
  ];
  return [...changes, ...(table === "per_domain" ? [CHANGED_DAYS] : [])].join(", ");
}

/**
 * The CTEs that bring the rollups after `side (quarter, sender, domain, campaign, verdict, seen, s)`: s is 1 for what a changed
 * row is, -1 for what it was. What cancels leaves first.
 */
export const ROLLUP_CHANGES = `moved as (
  select quarter, sender, domain, campaign, verdict, (verdict >> 43)::int as outcome, seen, sum(s)::int as n
  from side group by 1, 2, 3, 4, 5, 6, 7 having sum(s) <> 0
), ${ROLLUPS.map((rollup) => changesTo(rollup, sums(rollup, rollup.of ? `${rollup.of}_sums` : "moved"))).join(", ")}`;
