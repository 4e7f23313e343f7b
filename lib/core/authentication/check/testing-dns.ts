import { type Dns, Unanswered } from "./dns";

/** A made-up zone: names to TXT records, `mx name` to exchangers, `a name` to anything; `timeout` does not answer. */
export type Zone = Record<string, string[] | "timeout">;

export function testDns(zone: Zone): Dns & { asked: string[] } {
  const asked: string[] = [];
  const ask = async (name: string): Promise<string[]> => {
    asked.push(name);
    const found = zone[name];
    if (found === "timeout") throw new Unanswered();
    return found ?? [];
  };
  return {
    asked,
    txt: ask,
    mx: (name) => ask(`mx ${name}`),
    hasAddress: async (name) => (await ask(`a ${name}`)).length > 0,
  };
}
