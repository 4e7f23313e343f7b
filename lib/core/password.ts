export const PASSWORD_MINIMUM = 12;
export const PASSWORD_MAXIMUM = 200;

/** What people choose first when twelve characters are asked for, lower case. */
const COMMON = [
  "administrator",
  "adminadmin",
  "changeme",
  "correcthorsebatterystaple",
  "football",
  "iloveyou",
  "letmein",
  "letmeinplease",
  "monkey",
  "passphrase",
  "password",
  "passwordpassword",
  "princess",
  "qwerty",
  "qwertyuiop",
  "qwertyqwerty",
  "sunshine",
  "superman",
  "trustno1",
  "welcome",
  "welcometo",
];
const ROWS = [
  "0123456789012345678901234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "1qaz2wsx3edc4rfv5tgb",
];

/**
 * Why a password may not be used, in one sentence; null when it may. Length is what counts (ASVS 6.2.1, 6.2.9): there
 * are no rules about digits or capitals, only the handful that everybody tries first is refused.
 */
export function passwordProblem(password: string, email: string): string | null {
  const length = [...password].length;
  if (length < PASSWORD_MINIMUM) return `Use at least ${PASSWORD_MINIMUM} characters.`;
  if (length > PASSWORD_MAXIMUM) return `Use at most ${PASSWORD_MAXIMUM} characters.`;
  const lower = password.toLowerCase();
  const mailbox = bare(email.toLowerCase().split("@")[0] ?? "");
  if (lower === email.toLowerCase() || (mailbox && bare(lower) === mailbox))
    return "Do not use your e-mail address.";
  return isCommon(lower) ? "This password is among the first that others would try." : null;
}

/** A common word padded with digits and signs, one or two characters over and over, or a row of keys. */
function isCommon(lower: string): boolean {
  if (COMMON.includes(bare(lower)) || new Set(lower).size <= 2) return true;
  return ROWS.some(
    (row) => row.repeat(2).includes(lower) || [...row.repeat(2)].reverse().join("").includes(lower),
  );
}

const bare = (text: string): string => text.replace(/^[\d\W_]+|[\d\W_]+$/g, "");
