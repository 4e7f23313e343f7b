import type { Route } from "@/lib/core/events";

const WORDS: Record<Route, string> = { webhook: "webhook", log: "log export", mail: "mail" };

/** How a report came, in a sentence: "by webhook". Webhooks bring no import: what has one lay in a file, as a webhook has it. */
export const routeWords = (route: Route, importId: number): string =>
  route === "webhook" && importId > 0 ? "file of events" : WORDS[route];
