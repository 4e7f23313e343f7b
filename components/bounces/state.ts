import { checkedUrl } from "@/lib/core/bounce/urls";
import type { BounceClass } from "@/lib/core/events";
import type { CodeCount } from "@/lib/server/reports/codes";

/** What the messages in the inspector have in common: a row of a table, or that the provider's verdict differs from ours. */
export type Selection =
  | { by: "code" | "category"; code: string; class: BounceClass }
  | { by: "page"; page: string }
  | { by: "differing" };

/** What the URL of the bounces screen says beside the filter. */
export interface BounceState {
  by: "code" | "category";
  show: "counts" | "rates";
  as: "stacked" | "lines";
  selection: Selection | null;
  /** Keys of the delivery in the inspector; null: the newest of the selection. */
  message: { address: string; message: string } | null;
}

const CLASSES: readonly string[] = ["hard", "soft", "spam"] satisfies BounceClass[];
const isClass = (text: string | null): text is BounceClass => CLASSES.includes(text ?? "");

/** Reads the state; what makes no sense is left out. */
export function readBounceState(params: URLSearchParams): BounceState {
  const by = params.get("by") === "category" ? "category" : "code";
  const code = params.get("code");
  const of = params.get("class");
  const [, address, message] = /^(-?\d{1,19})~(-?\d{1,19})$/.exec(params.get("message") ?? "") ?? [];
  return {
    by,
    show: params.get("show") === "rates" ? "rates" : "counts",
    as: params.get("as") === "lines" ? "lines" : "stacked",
    selection: code && code.length <= 40 && isClass(of) ? { by, code, class: of } : otherSelection(params),
    message: address && message ? { address, message } : null,
  };
}

function otherSelection(params: URLSearchParams): Selection | null {
  const page = params.get("page");
  if (page && checkedUrl(page) === page) return { by: "page", page };
  return params.get("differing") === "yes" ? { by: "differing" } : null;
}

/** The parameters of a page with nothing open. */
export const CLOSED = { code: null, class: null, page: null, differing: null, message: null };

/** The parameters that open a row. */
export const opened = (row: Pick<CodeCount, "code" | "class">) => ({
  ...CLOSED,
  code: row.code,
  class: row.class,
});
export const openedPage = (page: string) => ({ ...CLOSED, page });
export const openedDiffering = { ...CLOSED, differing: "yes" };

export const messageParam = (keys: { address: string; message: string }): string =>
  `${keys.address}~${keys.message}`;

/** What the report of a selection's messages is asked for. */
export function bounceArguments(selection: Selection): Record<string, string> {
  if (selection.by === "page") return { page: selection.page };
  if (selection.by === "differing") return { differing: "yes" };
  const { by, code, class: of } = selection;
  return by === "code" ? { code, class: of } : { category: code, class: of };
}
