import { createServer } from "node:http";
import { isSourceName } from "@/lib/core/sources/names";
import { answerForAws } from "@/lib/server/sources/testing-senders";
import { POST } from "./route";

/*
 * The door as a process of its own, to be killed: `node --import tsx testing-door.ts`. Prints its port. AWS_KEY is the key of
 * the SNS that sends to it, as PEM.
 */
answerForAws(process.env.AWS_KEY ?? "");
const server = createServer(async (incoming, outgoing) => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const url = new URL(incoming.url ?? "/", "https://repute.example");
  const source = url.pathname.split("/").at(-1) ?? "";
  const request = new Request(url, { method: "POST", headers, body: Buffer.concat(chunks) });
  const response = await POST(request, {
    params: Promise.resolve({ source: isSourceName(source) ? source : "" }),
  });
  outgoing.writeHead(response.status).end(await response.text());
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);
});
