import { z } from "zod";

const NO_KEY = "This is not the key of a service account.";

/** What of a service account's key file is needed, as Google's console gives it; everything else is left out. */
export const ServiceAccount = z.object(
  {
    type: z.literal("service_account", NO_KEY),
    client_email: z.email("The key names no address of the service account."),
    private_key_id: z.string(NO_KEY).min(1, NO_KEY).max(200, NO_KEY),
    private_key: z
      .string("The key holds no private key.")
      .startsWith("-----BEGIN PRIVATE KEY-----", "The key holds no private key.")
      .max(10_000, NO_KEY),
  },
  NO_KEY,
);
export type ServiceAccount = z.output<typeof ServiceAccount>;

/** The file's text as a key; whatever is wrong with it is wrong with the one field that it was pasted into. */
export const ServiceAccountFile = z
  .string("Paste the whole key file.")
  .max(20_000, "This is too long for a key file.")
  .transform((text, context): ServiceAccount => {
    const found = ServiceAccount.safeParse(jsonOf(text));
    if (found.success) return found.data;
    context.addIssue({ code: "custom", message: found.error.issues[0]?.message ?? NO_KEY });
    return z.NEVER;
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
