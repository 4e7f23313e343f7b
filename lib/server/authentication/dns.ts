import { Resolver } from "node:dns/promises";
import { type Dns, Unanswered } from "@/lib/core/authentication/check/dns";

/** In ms, and how often. */
const PATIENCE = { timeout: 3_000, tries: 2 };
/** The name or the record is not there: an answer. */
const NONE = new Set(["ENODATA", "ENOTFOUND", "EBADNAME"]);

/**
 * Asks the DNS servers of the system, or those of `DNS_SERVERS` (addresses, separated by commas). Each question is tried
 * twice, 3 s each.
 */
export function systemDns(servers = process.env.DNS_SERVERS, patience = PATIENCE): Dns {
  const resolver = new Resolver(patience);
  if (servers) resolver.setServers(servers.split(",").map((server) => server.trim()));
  const ask = async <T>(question: Promise<T[]>): Promise<T[]> => {
    try {
      return await question;
    } catch (error) {
      if (error instanceof Error && "code" in error && NONE.has(String(error.code))) return [];
      throw new Unanswered();
    }
  };
  return {
    txt: async (name) => (await ask(resolver.resolveTxt(name))).map((parts) => parts.join("")),
    mx: async (name) => {
      const found = await ask(resolver.resolveMx(name));
      return found.sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange || ".");
    },
    hasAddress: async (name) =>
      (await ask(resolver.resolve4(name))).length > 0 || (await ask(resolver.resolve6(name))).length > 0,
  };
}
