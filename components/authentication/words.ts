import type { State } from "@/components/ui/state-label";
import type { CheckState } from "@/lib/core/authentication/check/dns";
import { type DmarcCounts, OWN_WATCH, type SourceState } from "@/lib/core/authentication/judge";
import { counted, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";

export const SOURCE_STATES: Record<SourceState, { state: State; word: string }> = {
  known: { state: "ok", word: "Known" },
  failing: { state: "alert", word: "Failing" },
  unknown: { state: "watch", word: "Unknown" },
  forwarder: { state: "healing", word: "Forwarder" },
  foreign: { state: "none", word: "Not yours" },
};

export const CHECK_STATES: Record<CheckState, { state: State; word: string }> = {
  right: { state: "ok", word: "Right" },
  gap: { state: "watch", word: "Gap" },
  wrong: { state: "alert", word: "Wrong" },
  missing: { state: "alert", word: "Missing" },
  unknown: { state: "none", word: "No answer" },
};

/** How much of a source's mail passes one way: all but what may be chance, none, or a share. */
export function passWord(passed: number, n: number): { state: State; word: string } {
  const share = rate(passed, n);
  if (share === null) return { state: "none", word: "no data" };
  if (share >= 1 - OWN_WATCH) return { state: "ok", word: "passes" };
  if (share <= OWN_WATCH) return { state: "alert", word: "fails" };
  return { state: "watch", word: `${Math.floor(share * 100)}% pass` };
}

/** The state of the page's verdict. */
export function verdictOf(
  sources: { state: SourceState }[],
  total: DmarcCounts,
): { state: State; word: string } {
  const failing = sources.filter(({ state }) => state === "failing").length;
  const unknown = sources.filter(({ state }) => state === "unknown").length;
  if (total.n === 0) return { state: "none", word: "No data" };
  if (failing > 0)
    return { state: "watch", word: failing === 1 ? "One source to mend" : `${failing} sources to mend` };
  if (unknown > 0) return { state: "watch", word: `${counted(unknown, "unknown source")}` };
  return { state: "ok", word: "Every source proves itself" };
}

export const shareThatProves = (total: DmarcCounts): string => percent(rate(total.n - total.failed, total.n));

/** Failure types of RFC 8460 section 4.3 in words. */
const TLS_WORDS: Record<string, string> = {
  "starttls-not-supported": "The server offers no encryption",
  "certificate-host-mismatch": "The certificate names another host",
  "certificate-expired": "The certificate has expired",
  "certificate-not-trusted": "The certificate is signed by nobody known",
  "validation-failure": "The certificate does not hold, for another reason",
  "tlsa-invalid": "The TLSA record is not valid",
  "dnssec-invalid": "DNSSEC does not hold",
  "dane-required": "DANE was asked for and is not there",
  "sts-policy-fetch-error": "The MTA-STS policy could not be fetched",
  "sts-policy-invalid": "The MTA-STS policy is not valid",
  "sts-webpki-invalid": "The MTA-STS page has no valid certificate",
};
export const tlsWords = (result: string): string => TLS_WORDS[result] ?? result;

export const KIND_WORDS = { dmarc: "DMARC", tls: "TLS", failure: "Failure" } as const;
