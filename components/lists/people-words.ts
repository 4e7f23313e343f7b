import type { PeopleField, PersonOutcome, State } from "@/lib/core/people-file";

export const PEOPLE_FIELD_WORDS: Record<PeopleField, string> = {
  address: "Address",
  state: "Joined or left",
  since: "Since when",
};

export const STATE_WORDS: Record<State, string> = { joined: "They joined", left: "They left" };

export const PERSON_OUTCOME_WORDS: Record<PersonOutcome | "invalid", { name: string; why: string }> = {
  added: { name: "Join", why: "on the list by this import" },
  left: { name: "Leave", why: "their opt-out is in force by this import" },
  already: { name: "No change", why: "it is so already" },
  "opted-out": { name: "Opted out", why: "left, complained or was blocked here; a file brings nobody back" },
  rejoined: { name: "Came back", why: "joined here by their own word, later than the file tells" },
  "always-on": { name: "Always on", why: "nobody can leave a transactional list" },
  repeated: { name: "Repeated", why: "the file has the address before" },
  invalid: { name: "Invalid", why: "cannot be read" },
};
