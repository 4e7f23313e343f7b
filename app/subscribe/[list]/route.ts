import { sentPage, subscribePage, TRAP } from "@/components/recipients/ask";
import { Refusal } from "@/lib/core/error";
import { textsIn } from "@/lib/core/list";
import { brandOf } from "@/lib/server/brand";
import { canMail } from "@/lib/server/mailer";
import { askToJoin, joinable } from "@/lib/server/opt-in";
import { mailSoon, openDoor, page } from "../../u/door";
import { readForm } from "../../u/form";
import { noMail } from "../../u/no-mail";

const NUMBER = /^[1-9]\d{0,8}$/;

function listIdOf({ list = "" }: Record<string, string>): number {
  if (!NUMBER.test(list)) throw new Refusal("not-found", "There is no such list.");
  return Number(list);
}

/** A list without a text to agree to cannot be asked for: to strangers it is not there. */
async function asked(...about: Parameters<typeof joinable>): ReturnType<typeof joinable> {
  return joinable(...about).catch((error) => {
    throw error instanceof Refusal ? new Refusal("not-found", error.message) : error;
  });
}

/** The form to subscribe to a list; a site may hold one of its own that posts here. */
export const GET = openDoor(async ({ db, words, params }) => {
  const { language } = words;
  const { list, consent } = await asked(db, { listId: listIdOf(params), language, door: "form" });
  const brand = await brandOf(db);
  if (!canMail()) return noMail(brand, words);
  const { name, description } = textsIn(list, language);
  return page(subscribePage({ brand, words, list: name, description, consent }), brand);
});

/** Nobody is on the list by it: the mail that goes out asks first. The answer is the same whoever it was. */
export const POST = openDoor(async ({ db, request, words, client, params, now }) => {
  const listId = listIdOf(params);
  const form = await readForm(request);
  const { language } = words;
  const consentId = NUMBER.test(form.consent ?? "") ? Number(form.consent) : undefined;
  const { list, consent } = await asked(db, { listId, language, consentId, door: "form" });
  const brand = await brandOf(db);
  if (!canMail()) return noMail(brand, words);
  const sent = () => page(sentPage(brand, words, words.subscribeSentDetail), brand);
  if (form[TRAP]) return sent();
  const address = form.address ?? "";
  try {
    const joining = { listId, address, language, client, consentId: consent.id, door: "form" } as const;
    await askToJoin(db, joining, now);
  } catch (error) {
    if (!(error instanceof Refusal) || error.field !== "address") throw error;
    const { name, description } = textsIn(list, language);
    return page(
      subscribePage({ brand, words, wrong: address, list: name, description, consent }),
      brand,
      400,
    );
  }
  mailSoon(db, now);
  return sent();
});
