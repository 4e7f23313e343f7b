import { askPage, keptPage, leftPage } from "@/components/recipients/unsubscribe";
import { maskAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import { receives } from "@/lib/core/preferences";
import { words } from "@/lib/core/recipient-words";
import { organisation } from "@/lib/server/organisation";
import { changePreferences, type RecipientView, recipientView } from "@/lib/server/preferences";
import { makeToken } from "@/lib/server/token";
import type { PrismaClient } from "@/prisma/generated/client";
import { door, line, page } from "../door";
import { readForm } from "../form";

/** Opened by people, and by every scanner and prefetcher on the way: shows, and changes nothing. */
export const GET = door("unsubscribe", async ({ db, claims }) => {
  const view = await viewOf(db, claims.subscriberId);
  const { subject, others, left } = await subjectOf(db, view, claims.listId);
  return page(left ? leftPage({ ...subject, others }) : askPage(subject));
});

/**
 * One-click (RFC 8058): the body `List-Unsubscribe=One-Click`, sent by a mail program without any cookie, leaves the
 * list of the token and nothing else. The page's own button sends `action=leave`, its undo `action=undo`.
 */
export const POST = door("unsubscribe", async ({ db, claims, request, now }) => {
  const { subscriberId, listId } = claims;
  const form = await readForm(request);
  if (form["List-Unsubscribe"] === "One-Click") {
    await changePreferences(db, subscriberId, { kind: "leave", listId }, "one-click", now);
    const list = await db.list.findUniqueOrThrow({ where: { id: listId } });
    return line(words.left(list.name));
  }
  if (form.action !== "leave" && form.action !== "undo") throw new Refusal("invalid-input", "No such form.");
  const { latest } = await viewOf(db, subscriberId);
  const justLeft = latest?.listId === listId && latest.action === "left";
  const back = justLeft ? ({ kind: "undo", change: latest } as const) : ({ kind: "join", listId } as const);
  await changePreferences(
    db,
    subscriberId,
    form.action === "leave" ? { kind: "leave", listId } : back,
    "page",
    now,
  );
  const { subject, others, left } = await subjectOf(db, await viewOf(db, subscriberId), listId);
  return page(left ? leftPage({ ...subject, others }) : keptPage(subject));
});

async function viewOf(db: PrismaClient, subscriberId: string): Promise<RecipientView> {
  const view = await recipientView(db, subscriberId);
  if (!view) throw new Refusal("not-found", "There is no such person.");
  return view;
}

async function subjectOf(db: PrismaClient, view: RecipientView, listId: number) {
  const list = view.lists.find((one) => one.id === listId);
  if (!list) throw new Refusal("not-found", "There is no such list.");
  if (list.kind === "transactional") throw new Refusal("conflict", "This list cannot be left.");
  const token = makeToken("preferences", { subscriberId: view.subscriber.id, listId: 0 });
  const subject = {
    organisation: (await organisation(db))?.name ?? "",
    list: list.name,
    address: maskAddress(view.subscriber.recipient),
    preferencesHref: `/preferences/${token}`,
  };
  const others = view.lists.filter(
    ({ id, kind, archivedAt }) => id !== listId && kind === "marketing" && !archivedAt && receives(view, id),
  );
  const membership = view.memberships.find((one) => one.listId === listId);
  const left = view.stopped || membership?.leftAt !== null;
  return { subject, others: others.map((one) => one.name), left };
}
