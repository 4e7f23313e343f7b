import { type Place, readPlace } from "@/components/filter/pages";

/** What the URL of the authentication screen says beside the filter; at most one of the two is open. */
export interface AuthenticationState extends Place {
  /** Key of the source in the inspector. */
  source: string | null;
  /** The sender domain in the inspector. */
  domain: string | null;
}

const SOURCE = /^(?:service|domain|key|network):\S{0,300}$|^forwarders$/;

/** Reads the state; what makes no sense is left out. */
export function readAuthenticationState(params: URLSearchParams): AuthenticationState {
  const source = params.get("source");
  const domain = params.get("domain");
  const open = source !== null && SOURCE.test(source) ? source : null;
  return {
    source: open,
    domain: open === null && domain !== null && /^[^\s/]{1,255}$/.test(domain) ? domain : null,
    ...readPlace(params),
  };
}

export const CLOSED = { source: null, domain: null, cursor: null, trail: null };

/** What the URL of the reports says. */
export interface ReportsState extends Place {
  kind: "dmarc" | "tls" | "failure" | null;
  /** The report in the inspector. */
  report: number | null;
}

export function readReportsState(params: URLSearchParams): ReportsState {
  const kind = params.get("kind");
  const report = /^[1-9]\d{0,8}$/.exec(params.get("report") ?? "")?.[0];
  return {
    kind: kind === "dmarc" || kind === "tls" || kind === "failure" ? kind : null,
    report: report === undefined ? null : Number(report),
    ...readPlace(params),
  };
}

/** What the list of reports is asked for. */
export const reportsArguments = ({ kind, cursor }: ReportsState) => ({
  kind: kind ?? undefined,
  cursor: cursor ?? undefined,
});
