import { linkPage, sentPage, TRAP } from "@/components/recipients/ask";
import { Refusal } from "@/lib/core/error";
import { brandOf } from "@/lib/server/brand";
import { askForLink } from "@/lib/server/mail-requests";
import { canMail } from "@/lib/server/mailer";
import { mailSoon, openDoor, page } from "../u/door";
import { readForm } from "../u/form";
import { noMail } from "../u/no-mail";

/** For whoever lost their link: asks for an address, to which it is sent. */
export const GET = openDoor(async ({ db, words }) => {
  const brand = await brandOf(db);
  return canMail() ? page(linkPage({ brand, words }), brand) : noMail(brand, words);
});

/** The answer is the same whether anybody has the address or not. */
export const POST = openDoor(async ({ db, request, words, client, now }) => {
  const brand = await brandOf(db);
  if (!canMail()) return noMail(brand, words);
  const form = await readForm(request);
  const address = form.address ?? "";
  if (form[TRAP]) return page(sentPage(brand, words, words.linkSentDetail), brand);
  try {
    await askForLink(db, { address, language: words.language, client }, now);
  } catch (error) {
    if (!(error instanceof Refusal) || error.field !== "address") throw error;
    return page(linkPage({ brand, words, wrong: address }), brand, 400);
  }
  mailSoon(db, now);
  return page(sentPage(brand, words, words.linkSentDetail), brand);
});
