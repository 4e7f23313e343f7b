import { classify } from "@/lib/core/bounce/classify";
import { RULES } from "@/lib/core/bounce/rules";
import { KEYS } from "@/lib/core/bounce/rules/keys";
import { random } from "@/lib/core/demo/random";
import { type Figure, rate } from "./measure";

/** What stands around a reply in the logs of those who send: short, a relay's report, a receiver's of many lines. */
const FRAMES: ((reply: string, host: string, ip: string, id: string) => string)[] = [
  (reply, _host, _ip, id) => `${reply} (${id})`,
  (reply, host, ip) => `host ${host}[${ip}] said: ${reply} (in reply to RCPT TO command)`,
  (reply, host, ip, id) => `${reply}\r\nsee https://${host}/errors?ip=${ip} [${id}]`,
];

/** So many distinct replies: the example of each rule and a key of each receiver, with names and numbers of their own. */
export function distinctReplies(count: number, seed = 1): string[] {
  const stream = random(seed);
  const upTo = (most: number) => Math.floor(stream.next() * most);
  const keyed = KEYS.flatMap(({ before = [""], keys }) =>
    Object.values(keys).map((list) => `554 refused [${before[0]}${list.split(" ")[0]}]`),
  );
  const bases = [...RULES.map((rule) => rule.example), ...keyed];
  return Array.from({ length: count }, (_, i) => {
    const ip = `192.0.2.${upTo(256)}`;
    const id = upTo(2 ** 31).toString(36);
    const base = bases[i % bases.length]!.replaceAll("%", String(upTo(10))).replace("192.0.2.1", ip);
    const reply = base.replace("ida@", `u${upTo(1e6)}@`);
    const text = stream.pick(FRAMES)(reply, `mx${upTo(1e5)}.example.net`, ip, `${id}-${i}`);
    return Buffer.from(text).toString();
  });
}

/** Replies classified a second of CPU time on one core; no text is read twice in a round, and the best round counts. */
export function bounces(count = 100_000, rounds = 5): Figure[] {
  const texts = distinctReplies(count);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    for (const text of texts) classify({ text });
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  const mean = texts.reduce((sum, { length }) => sum + length, 0) / count;
  const note = `CPU time, one core, distinct texts of ${Math.round(mean)} characters on average`;
  return [{ what: "replies classified", value: rate(count, best), unit: "replies/s", note }];
}
