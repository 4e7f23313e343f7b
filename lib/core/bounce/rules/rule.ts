import type { BounceClass, Category } from "@/lib/core/events";

/** One reason that a reply may give, as data. The phrase language is described at `compilePhrases`. */
export interface Rule {
  id: string;
  category: Category;
  /** What the text does to the class where it is not what its category does; "code": it leaves the class to the code. */
  class?: BounceClass | "code";
  /** Any of these phrases. */
  when: string[];
  /** A reply that this rule wins; a test proves it. */
  example: string;
}
