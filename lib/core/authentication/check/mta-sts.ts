import { type Dns, Findings, type RecordCheck, tagsOf } from "./dns";

/** The text of a domain's MTA-STS policy as its web server has it, or why it cannot be had, as the end of a sentence. */
export type PolicyOf = (domain: string) => Promise<{ text: string } | { fault: string }>;

/** Where it is (RFC 8461 section 3.3). */
export const policyAddress = (domain: string): string => `https://mta-sts.${domain}/.well-known/mta-sts.txt`;

const MOST_AGE = 31_557_600;
const DAY = 86_400;
const MODES = ["enforce", "testing", "none"];

/** The record and, where it is right, the policy that it points to (RFC 8461 section 3). */
export async function checkMtaSts(dns: Dns, domain: string, policyOf: PolicyOf): Promise<RecordCheck> {
  const name = `_mta-sts.${domain}`;
  const found = new Findings();
  const records = (await dns.txt(name)).filter((record) => /^v\s*=\s*STSv1\s*;/i.test(record));
  const [record] = records;
  if (record === undefined)
    found.add("missing", "Mail to this domain may come without encryption: there is no MTA-STS record.");
  else if (records.length > 1) found.add("wrong", "There are several MTA-STS records: none counts.");
  else if (!/^[A-Za-z0-9]{1,32}$/.test(tagsOf(record).tags.get("id") ?? ""))
    found.add("wrong", "Its id= is missing or not of letters and digits.");
  else {
    const policy = await policyOf(domain);
    if ("text" in policy) judgePolicy(found, policy.text, await dns.mx(domain));
    else
      found.add(
        "wrong",
        `The policy at ${policyAddress(domain)} ${policy.fault}: senders go on as if there were none.`,
      );
  }
  return found.of(name, record ?? null);
}

/** RFC 8461 section 3.2. */
function judgePolicy(found: Findings, text: string, hosts: string[]): void {
  const lines = text.split(/\r?\n/).map((line) => /^([\w-]{1,32})\s*:\s*(.*?)\s*$/.exec(line));
  const valuesOf = (key: string) => lines.flatMap((line) => (line?.[1] === key ? [line[2] ?? ""] : []));
  const [version] = valuesOf("version");
  const [mode = ""] = valuesOf("mode");
  const [age = ""] = valuesOf("max_age");
  if (version !== "STSv1") found.add("wrong", "Its policy does not say version: STSv1.");
  else if (!MODES.includes(mode))
    found.add("wrong", `Its policy has no mode that senders know: "${mode.slice(0, 20)}".`);
  else if (!/^\d{1,10}$/.test(age) || Number(age) > MOST_AGE)
    found.add("wrong", "Its policy does not say rightly for how many seconds it holds (max_age).");
  else if (mode === "none") found.add("gap", "Its policy has the mode none: it asks for nothing.");
  else {
    judgeServers(found, valuesOf("mx"), hosts);
    if (mode === "testing") found.add("gap", "Its policy is only being tried out (mode testing).");
    if (Number(age) < DAY) found.add("gap", `Its policy holds for ${age} seconds; weeks are asked for.`);
    if (found.state === "right") found.add("right", "Its policy asks for encryption, and names the servers.");
  }
}

function judgeServers(found: Findings, patterns: string[], hosts: string[]): void {
  if (patterns.length === 0) found.add("wrong", "Its policy names no server (mx).");
  for (const host of hosts.filter((one) => one !== ".").slice(0, 10))
    if (!patterns.some((pattern) => matches(pattern, host)))
      found.add("wrong", `${host} is in no mx line of its policy: mail to it is kept back.`);
}

/** A leading *. stands for one label (RFC 8461 section 4.1). */
function matches(pattern: string, host: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), host.toLowerCase().replace(/\.$/, "")];
  return wanted.startsWith("*.") ? given.slice(given.indexOf(".") + 1) === wanted.slice(2) : given === wanted;
}
