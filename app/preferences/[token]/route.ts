import { type ListChoice, preferencesPage, stopPage } from "@/components/recipients/preferences";
import { maskAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import { type Change, type Decision, receives } from "@/lib/core/preferences";
import { words } from "@/lib/core/recipient-words";
import { organisation } from "@/lib/server/organisation";
import { changePreferences, type RecipientView, recipientView } from "@/lib/server/preferences";
import { door, page, seeOther } from "../../u/door";
import { readForm } from "../../u/form";

/** What a person gets, with a switch for each list. `step=leave-all` asks first; `changed` says what a form just did. */
export const GET = door("preferences", async ({ db, claims, token, request }) => {
  const view = await recipientView(db, claims.subscriberId);
  if (!view) throw new Refusal("not-found", "There is no such person.");
  const query = new URL(request.url).searchParams;
  const name = (await organisation(db))?.name ?? "";
  const address = maskAddress(view.subscriber.recipient);
  const lists = choices(view);
  if (query.get("step") === "leave-all" && !view.stopped) {
    const leaving = lists.filter((list) => list.on && !list.locked).map((list) => list.name);
    return page(stopPage(name, address, leaving, `/preferences/${token}`));
  }
  const { latest } = view;
  const changeId = latest ? String(latest.id) : null;
  const toast =
    latest && changeId && query.get("changed") === changeId ? { text: said(view, latest), changeId } : null;
  const stopped = view.stopped ? { changeId: latest?.listId === 0 ? changeId : null } : null;
  return page(preferencesPage({ organisation: name, address, lists, stopped, toast }));
});

/** Each button of the page is a form of its own; the answer leads back to the page. */
export const POST = door("preferences", async ({ db, claims, token, request, now }) => {
  const view = await recipientView(db, claims.subscriberId);
  if (!view) throw new Refusal("not-found", "There is no such person.");
  const decision = decisionOf(await readForm(request), view);
  const changed = decision && (await changePreferences(db, claims.subscriberId, decision, "page", now));
  return seeOther(changed ? `/preferences/${token}?changed=${changed}` : `/preferences/${token}`);
});

/** Null for the undo of a change that is no longer the latest: another tab was faster. */
function decisionOf(
  { action, list, change }: Record<string, string>,
  { latest }: RecipientView,
): Decision | null {
  if (action === "leave-all") return { kind: "leave-all" };
  if (action === "undo")
    return latest && String(latest.id) === change ? { kind: "undo", change: latest } : null;
  if ((action === "leave" || action === "join") && /^\d{1,9}$/.test(list ?? ""))
    return { kind: action, listId: Number(list) };
  throw new Refusal("invalid-input", "No such form.");
}

function choices(view: RecipientView): ListChoice[] {
  const shown = view.lists.filter((list) => !list.archivedAt);
  return shown.map(({ id, name, description, rhythm, kind }) => {
    const locked = kind === "transactional";
    return { id, name, description, rhythm, locked, on: locked || receives(view, id) };
  });
}

function said({ lists }: RecipientView, { listId, action }: Change): string {
  if (listId === 0) return action === "left" ? words.changedStopped : words.changedResumed;
  const name = lists.find((list) => list.id === listId)?.name ?? "";
  return action === "left" ? words.changedLeft(name) : words.changedJoined(name);
}
