import { messagePage } from "@/components/recipients/unsubscribe";
import type { RecipientWords } from "@/lib/core/recipient-words/words";
import type { Brand } from "@/lib/server/brand";
import { page } from "./door";

/** Where no mail server is set: nobody is asked for an address that nothing would be sent to. */
export const noMail = (brand: Brand, words: RecipientWords): Response =>
  page(messagePage(words, words.noMail, words.noMailDetail), brand, 503);
