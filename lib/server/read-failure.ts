import { Refusal } from "@/lib/core/error";

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read by this user",
  EPERM: "it may not be read by this user",
  EISDIR: "it is a folder",
};

/** Why an input could not be read to its end, in one sentence; anything but a file's own trouble is an upload that broke off. */
export function readFailure(error: unknown, name: string, records: number): Refusal {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const refusal = new Refusal(
    "invalid-input",
    code in REASONS
      ? `${name} cannot be read: ${REASONS[code]}.`
      : `The upload broke off after ${records} records. Import the file again: nothing is counted twice.`,
  );
  refusal.cause = error;
  return refusal;
}
