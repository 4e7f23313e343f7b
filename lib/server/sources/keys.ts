import { Refusal } from "@/lib/core/error";
import { seal, unseal } from "@/lib/server/sealed";
import type { Knock } from "./knock";

export const sealKeys = (source: string, keys: string[]): string[] => keys.map((key) => seal(source, key));

/**
 * The keys of a source in the clear.
 * @throws Refusal "unavailable" where there are none that can be opened: then nothing can be told apart, and comes again
 */
export function keysOf({ source, settings }: Pick<Knock, "source" | "settings">): string[] {
  const keys = (settings?.keys ?? []).map((key) => unseal(source, key)).filter((key) => key !== null);
  if (keys.length === 0) throw new Refusal("unavailable", "This source has no key yet. Send it again later.");
  return keys;
}

export const unsigned = () => new Refusal("not-signed-in", "Wrong or missing signature.");
