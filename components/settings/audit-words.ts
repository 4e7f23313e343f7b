/** What an action of the audit log is called; one that is not listed stands as it is. */
const WORDS: Record<string, string> = {
  "setup.completed": "Set up the installation",
  "sign-in.succeeded": "Signed in",
  "sign-in.failed": "Failed to sign in",
  "user.created": "Added a person",
  "user.changed": "Changed a person",
  "user.password-reset": "Gave a person a new password",
  "organisation.changed": "Changed the organisation",
  "retention.changed": "Changed the retention",
  "retention.applied": "Dropped what is older than the retention",
  "webhook.secret-changed": "Made a new webhook secret",
  "bounce-rules.changed": "Changed the rules for bounces",
  "bounce-rules.undone": "Undid a change of the rules for bounces",
  "bounce-rules.applied": "Read the log again by the rules for bounces",
  "suppression.released": "Released an address",
  "import.done": "Imported a file",
  "import.failed": "An import stopped",
  "import.undo": "Undid an import",
  "demo.loaded": "Loaded the demo",
  "list.created": "Created a list",
  "list.changed": "Changed a list",
  "lists.ordered": "Ordered the lists",
  "list.subscribers-imported": "Added subscribers",
  "list.links-exported": "Downloaded personal links",
};

export const actionWords = (action: string): string => WORDS[action] ?? action;

/** What was said with it, on one line: "reason: ticket 4711, step: 2". */
export const detailWords = (detail: Record<string, unknown>): string =>
  Object.entries(detail)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(", ");
