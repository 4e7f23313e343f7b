import { confirmPage, joinedPage } from "@/components/recipients/ask";
import { maskAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import { textsIn } from "@/lib/core/list";
import { wordingOf } from "@/lib/core/recipient-words";
import { brandOf } from "@/lib/server/brand";
import { addressKey } from "@/lib/server/keys";
import { confirmJoining, optInOf } from "@/lib/server/opt-in";
import { makeToken } from "@/lib/server/token";
import { door, page, visitorOf } from "../../u/door";
import { readForm } from "../../u/form";

/** Opened by people, and by every scanner on the way: shows what is asked, and changes nothing. */
export const GET = door("confirm", async ({ db, claims, words }) => {
  const { optIn, list, consent } = await optInOf(db, claims);
  const brand = await brandOf(db);
  const { name } = textsIn(list, words.language);
  const address = maskAddress(optIn.recipient);
  return page(confirmPage({ brand, words, list: name, address, consent }), brand);
});

export const POST = door("confirm", async ({ db, claims, request, words, now }) => {
  const form = await readForm(request);
  if (form.action !== "confirm") throw new Refusal("invalid-input", "No such form.");
  await confirmJoining(db, claims, { wording: wordingOf(words), ...visitorOf(request) }, now);
  const { optIn, list } = await optInOf(db, claims);
  const person = await db.subscriber.findUniqueOrThrow({ where: { address: addressKey(optIn.recipient) } });
  const brand = await brandOf(db);
  const { name } = textsIn(list, words.language);
  const token = makeToken("preferences", { subscriberId: person.id, listId: 0 });
  const shown = { brand, words, list: name, address: maskAddress(optIn.recipient) };
  return page(joinedPage(shown, `/preferences/${token}?lang=${words.language}`), brand);
});
