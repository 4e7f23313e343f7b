import { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { route } from "@/lib/server/http";
import { personCsv, personExport } from "@/lib/server/person-export";

/** All that is kept about one person, and the proof of what they decided; as CSV by `format=csv`. */
export const GET = route({
  role: "admin",
  input: z.strictObject({ address: z.string().max(1_000), format: z.enum(["json", "csv"]).default("json") }),
  async run({ db, input: { address, format } }) {
    const person = await personExport(db, address);
    if (!person) throw new Refusal("not-found", "Nobody has this address.");
    if (format === "json") return person;
    return new Response(personCsv(person), { headers: { "content-type": "text/csv; charset=utf-8" } });
  },
});
