import { z } from "zod";
import { NumberedPath, route } from "@/lib/server/http";
import { exportLinks } from "@/lib/server/links";
import { type LinksFormat, linksForMailing } from "@/lib/server/mailing-links";
import { publicOrigin } from "@/lib/server/origin";
import { upload } from "@/lib/server/upload";

/** Whoever makes a mailing needs them: marketers too. */
export const GET = route({
  role: "marketer",
  key: "recipients:write",
  params: NumberedPath,
  async run({ db, params, actor, now }) {
    const records = await exportLinks(db, params.id, publicOrigin(), actor, now);
    return lines(records, `links-${params.id}.csv`);
  },
});

/** The body is a CSV of the addresses that a mailing goes to; the answer has their links and headers, see docs/preferences.md. */
export const POST = route({
  role: "marketer",
  key: "recipients:write",
  params: NumberedPath,
  body: "stream",
  input: z.strictObject({
    mailing: z.string().trim().max(200).default(""),
    format: z.enum(["csv", "jsonl"]).default("csv"),
  }),
  async run({ db, params, input, request, actor, now }) {
    const mailing = { listId: params.id, name: input.mailing };
    const addresses = upload(request.body, null);
    const { format } = input;
    const records = await linksForMailing(db, mailing, addresses, publicOrigin(), actor, now, format);
    return lines(records, `links-${params.id}.${format}`, format);
  },
});

function lines(records: AsyncGenerator<string>, name: string, format: LinksFormat = "csv"): Response {
  const headers = {
    "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/jsonl",
    "content-disposition": `attachment; filename="${name}"`,
  };
  return new Response(streamOf(records), { headers });
}

function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => void texts.return(undefined),
  });
}
