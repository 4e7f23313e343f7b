import { NumberedPath, route } from "@/lib/server/http";
import { exportLinks } from "@/lib/server/links";
import { publicOrigin } from "@/lib/server/origin";

/** Whoever makes a mailing needs them: marketers too. */
export const GET = route({
  role: "marketer",
  params: NumberedPath,
  async run({ db, params, user, now }) {
    const records = await exportLinks(db, params.id, publicOrigin(), user.email, now);
    const headers = {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="links-${params.id}.csv"`,
    };
    return new Response(streamOf(records), { headers });
  },
});

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
