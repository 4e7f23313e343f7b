import { z } from "zod";
import { normaliseAddress, parseAddress } from "./address";
import { isTimeZone } from "./buckets";
import { passwordProblem } from "./password";

/** An e-mail address as people type it; comes out normalised. */
export const Email = z.string().transform((raw, context) => {
  const parsed = parseAddress(raw);
  if (parsed.ok) return normaliseAddress(parsed.address);
  context.addIssue({ code: "custom", message: parsed.reason });
  return z.NEVER;
});

export const PersonName = z.string().trim().min(1, "Write a name.").max(100, "Use at most 100 characters.");

/** What somebody may do: a marketer reads, annotates and exports; an admin does everything. */
export const PersonRole = z.enum(["marketer", "admin"]);

/** Name of an IANA time zone that this machine knows. */
export const TimeZone = z.string().refine(isTimeZone, "This time zone is not known.");

/** What the set-up form sends. */
export const FirstAdmin = z
  .object({
    organisation: z
      .string()
      .trim()
      .min(1, "Write the name of your organisation.")
      .max(100, "Use at most 100 characters."),
    timeZone: TimeZone,
    name: PersonName,
    email: Email,
    password: z.string(),
  })
  .superRefine(({ password, email }, context) => {
    const problem = passwordProblem(password, email);
    if (problem) context.addIssue({ code: "custom", path: ["password"], message: problem });
  });
