import { askPage, keptPage, leftPage } from "@/components/recipients/unsubscribe";
import { maskAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import { isLeaveReason } from "@/lib/core/leave-reasons";
import { textsIn } from "@/lib/core/list";
import { type Decision, receives } from "@/lib/core/preferences";
import type { RecipientWords } from "@/lib/core/recipient-words/words";
import { brandOf } from "@/lib/server/brand";
import { textsOfList } from "@/lib/server/lists";
import { changePreferences, sayWhy } from "@/lib/server/preferences";
import { type RecipientView, recipientView } from "@/lib/server/recipient-view";
import { statements } from "@/lib/server/statements";
import { type LinkClaims, makeToken } from "@/lib/server/token";
import type { PrismaClient } from "@/prisma/generated/client";
import { door, fromPage, line, page, visitorOf } from "../door";
import { readForm } from "../form";

/** Opened by people, and by every scanner and prefetcher on the way: shows, and changes nothing. */
export const GET = door("unsubscribe", async ({ db, claims, words, now }) => {
  const view = await viewOf(db, claims, now);
  const { subject, others, left } = await subjectOf(db, view, claims, words);
  return page(left ? leftPage({ ...subject, others, said: false }) : askPage(subject), subject.brand);
});

/**
 * One-click (RFC 8058): the body `List-Unsubscribe=One-Click`, sent by a mail program without any cookie, leaves the
 * list of the token and nothing else. The page's own buttons send `action=leave`, `undo` and `say`.
 */
export const POST = door("unsubscribe", async (visit) => {
  const { db, claims, request, words, now } = visit;
  const { subscriberId, listId, mailingId } = claims;
  const form = await readForm(request);
  if (form["List-Unsubscribe"]?.trim() === "One-Click") {
    await changePreferences(
      db,
      subscriberId,
      { kind: "leave", listId },
      { door: "one-click", mailingId, ...visitorOf(request) },
      now,
    );
    return line(words.left((await textsOfList(statements(db), listId, words.language)).name));
  }
  const before = await viewOf(db, claims, now);
  if (form.action === "say" && isLeaveReason(form.reason))
    await sayWhy(db, subscriberId, listId, form.reason, fromPage(visit), now);
  else
    await changePreferences(db, subscriberId, decisionOf(form.action, before, listId), fromPage(visit), now);
  const { subject, others, left } = await subjectOf(db, await viewOf(db, claims, now), claims, words);
  const said = form.action === "say";
  return page(left ? leftPage({ ...subject, others, said }) : keptPage(subject), subject.brand);
});

/** The undo takes the leaving back as a whole where that was the last thing; else it is a new start of this list. */
function decisionOf(action: string | undefined, { latest }: RecipientView, listId: number): Decision {
  if (action === "leave") return { kind: "leave", listId };
  if (action !== "undo") throw new Refusal("invalid-input", "No such form.");
  const justLeft = latest?.listId === listId && latest.action === "left";
  return justLeft ? { kind: "undo", change: latest } : { kind: "join", listId };
}

async function viewOf(db: PrismaClient, { subscriberId }: LinkClaims, now: Date): Promise<RecipientView> {
  const view = await recipientView(db, subscriberId, now);
  if (!view) throw new Refusal("not-found", "There is no such person.");
  return view;
}

async function subjectOf(db: PrismaClient, view: RecipientView, claims: LinkClaims, words: RecipientWords) {
  const { listId, mailingId } = claims;
  const list = view.lists.find((one) => one.id === listId);
  if (!list) throw new Refusal("not-found", "There is no such list.");
  if (list.kind === "transactional") throw new Refusal("conflict", "This list cannot be left.");
  const token = makeToken("preferences", { subscriberId: view.subscriber.id, listId: 0, mailingId });
  const nameOf = (one: typeof list) => textsIn(one, words.language).name;
  const subject = {
    brand: await brandOf(db),
    words,
    list: nameOf(list),
    address: maskAddress(view.subscriber.recipient),
    preferences: `/preferences/${token}`,
  };
  const others = view.lists.filter(
    ({ id, kind, archivedAt }) => id !== listId && kind === "marketing" && !archivedAt && receives(view, id),
  );
  const membership = view.memberships.find((one) => one.listId === listId);
  const left = view.stopped || membership?.leftAt !== null;
  return { subject, others: others.map(nameOf), left };
}
