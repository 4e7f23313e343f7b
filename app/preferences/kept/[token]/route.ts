import { maskAddress } from "@/lib/core/address";
import { personCsv, subscriberExport } from "@/lib/server/person-export";
import { document, door, table } from "../../../u/door";

/**
 * What is kept about the person, to save: as JSON, or as CSV by `as=csv`; the address masked, since a mail may have been
 * forwarded. Its link went to their own address, and is none of those that mailings carry.
 */
export const GET = door("export", async ({ db, claims, request }) => {
  const person = await subscriberExport(db, claims.subscriberId);
  const masked = { ...person, address: maskAddress(person.address) };
  return new URL(request.url).searchParams.get("as") === "csv"
    ? table(personCsv(masked), "what-we-keep.csv")
    : document(masked, "what-we-keep.json");
});
