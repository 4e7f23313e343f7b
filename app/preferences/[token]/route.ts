import { sentPage } from "@/components/recipients/ask";
import {
  aboutPage,
  type ListChoice,
  PAUSE_DAYS,
  preferencesPage,
  stopPage,
} from "@/components/recipients/preferences";
import { maskAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import { isLeaveReason } from "@/lib/core/leave-reasons";
import { textsIn } from "@/lib/core/list";
import { CAP_DAYS, type Change, type Decision, pauseEnd, receives } from "@/lib/core/preferences";
import { dayIn } from "@/lib/core/recipient-words";
import type { RecipientWords } from "@/lib/core/recipient-words/words";
import { brandOf } from "@/lib/server/brand";
import { askForKept } from "@/lib/server/mail-requests";
import { canMail } from "@/lib/server/mailer";
import { changePreferences, sayWhy } from "@/lib/server/preferences";
import { type RecipientView, recipientView } from "@/lib/server/recipient-view";
import { clientAddress } from "@/lib/server/sign-in";
import { door, fromPage, mailSoon, page, seeOther } from "../../u/door";
import { readForm } from "../../u/form";

/**
 * What a person gets, with a switch for each list. `step=leave-all` and `step=kept` ask first; `changed` and `sent` say
 * what a form just did.
 */
export const GET = door("preferences", async ({ db, claims, request, words, now }) => {
  const view = await recipientView(db, claims.subscriberId, now);
  if (!view) throw new Refusal("not-found", "There is no such person.");
  const query = new URL(request.url).searchParams;
  const brand = await brandOf(db);
  const address = maskAddress(view.subscriber.recipient);
  const lists = choices(view, words);
  if (query.get("step") === "leave-all" && !view.stopped) {
    const leaving = lists.filter((list) => list.on && !list.locked).map((list) => list.name);
    return page(stopPage(brand, words, address, leaving), brand);
  }
  if (query.has("sent")) return page(sentPage(brand, words, words.keptSentDetail), brand);
  const kept = canMail() && view.subscriber.recipient !== "";
  if (query.get("step") === "kept" && kept) return page(aboutPage(brand, words, address), brand);
  const { latest } = view;
  const changeId = latest ? String(latest.id) : null;
  const toast =
    latest && changeId && query.get("changed") === changeId
      ? { text: happened(view, latest, words), changeId }
      : null;
  const stopped = view.stopped ? { changeId: latest?.listId === 0 ? changeId : null } : null;
  const pause = view.pauses.find(({ listId }) => listId === 0);
  const pausedUntil = pause ? dayIn(words, new Date(pause.until)) : null;
  const said = query.get("said") === "1";
  const justLeft = toast && latest?.action === "left" && !said ? latest.listId : null;
  const { cap } = view;
  const shown = { brand, words, address, lists, pausedUntil, cap, stopped, toast, justLeft, said, kept };
  return page(preferencesPage(shown), brand);
});

/** Each button of the page is a form of its own; the answer leads back to the page. */
export const POST = door("preferences", async (visit) => {
  const { db, claims, token, request, words, now } = visit;
  const view = await recipientView(db, claims.subscriberId, now);
  if (!view) throw new Refusal("not-found", "There is no such person.");
  const form = await readForm(request);
  const query = new URLSearchParams();
  if (form.action === "say" && isLeaveReason(form.reason) && /^\d{1,9}$/.test(form.list ?? "")) {
    await sayWhy(db, claims.subscriberId, Number(form.list), form.reason, fromPage(visit), now);
    query.set("said", "1");
  } else if (form.action === "send-kept" && canMail()) {
    const client = clientAddress(request.headers.get("x-forwarded-for"));
    await askForKept(db, claims.subscriberId, { language: words.language, client }, now);
    mailSoon(db, now);
    query.set("sent", "1");
  } else {
    const decision = decisionOf(form, view, now);
    const changed =
      decision && (await changePreferences(db, claims.subscriberId, decision, fromPage(visit), now));
    if (changed) query.set("changed", String(changed));
  }
  if (new URL(request.url).searchParams.has("lang")) query.set("lang", words.language);
  return seeOther(`/preferences/${token}${query.size > 0 ? `?${query}` : ""}`);
});

/** Null for the undo of a change that is no longer the latest: another tab was faster. */
function decisionOf(
  { action, list, change, days }: Record<string, string>,
  view: RecipientView,
  now: Date,
): Decision | null {
  const { latest } = view;
  if (action === "leave-all") return { kind: "leave-all" };
  if (action === "undo")
    return latest && String(latest.id) === change ? { kind: "undo", change: latest } : null;
  const offered = shownLists(view).find(({ id }) => String(id) === list);
  if ((action === "leave" || action === "join") && offered) return { kind: action, listId: offered.id };
  const pause = PAUSE_DAYS.find((one) => String(one) === days);
  if (action === "pause" && pause) return { kind: "pause", listId: 0, until: pauseEnd(now.getTime(), pause) };
  const often = CAP_DAYS.find((one) => String(one) === days);
  if (action === "often" && often !== undefined) return { kind: "cap", days: often };
  if (action === "resume") return { kind: "resume", listId: 0 };
  throw new Refusal("invalid-input", "No such form.");
}

/** Lists in use: the public ones, and those of the others that the person is on or was. */
function shownLists({ lists, memberships }: RecipientView): RecipientView["lists"] {
  const known = (id: number) => memberships.some((one) => one.listId === id && one.since !== null);
  return lists.filter((list) => !list.archivedAt && (list.public || known(list.id)));
}

function choices(view: RecipientView, words: RecipientWords): ListChoice[] {
  return shownLists(view).map((list) => {
    const { id, kind } = list;
    const locked = kind === "transactional";
    return { id, ...textsIn(list, words.language), locked, on: locked || receives(view, id) };
  });
}

function happened(
  { lists }: RecipientView,
  { listId, action, until }: Change,
  words: RecipientWords,
): string {
  if (action === "capped") return words.changedOften;
  if (action === "paused") return words.pausedUntil(dayIn(words, new Date(until ?? 0)));
  if (action === "resumed") return words.pauseEnded;
  if (listId === 0) return action === "left" ? words.changedStopped : words.changedResumed;
  const list = lists.find((one) => one.id === listId);
  const name = list ? textsIn(list, words.language).name : "";
  return action === "left" ? words.changedLeft(name) : words.changedJoined(name);
}
