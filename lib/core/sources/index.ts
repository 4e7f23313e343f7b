import { acs } from "./acs";
import type { Source } from "./source";

/** Every provider that Repute reads, by the name that commands and URLs use. */
export const SOURCES: Record<Source["id"], Source> = { acs };
