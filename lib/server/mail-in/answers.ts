import { outcomeOf } from "@/lib/core/mail-in/kind";
import type { MailHandler } from "./kept-mail";

/** Vacation replies and what else asks for nothing: counted apart, never a bounce (RFC 3834). Whatever is left is "other". */
export const noteAnswer: MailHandler = async (_db, { reading }) => {
  const people = "from" in reading && reading.from ? [reading.from] : [];
  if (reading.kind === "auto-reply") return outcomeOf("auto-reply", "noted", { people });
  if (reading.kind === "challenge-response")
    return outcomeOf("challenge", "noted", {
      people,
      reason: "The mail waits until somebody proves that a person sent it.",
    });
  return outcomeOf("other", "noted", { people });
};
