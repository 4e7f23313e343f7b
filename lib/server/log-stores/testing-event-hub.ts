import { createHmac } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo, Server, Socket } from "node:net";
import rhea from "rhea";

const KEY_NAME = "reader";
const KEY = "a key of this test only";
const SELECTOR = "apache.org:selector-filter:string";
const ACCEPTED = 202;
const [FOUND, REFUSED] = [200, 401];

/** An Event Hub on this machine, as far as a reader sees it. */
export interface TestHub {
  /** What an admin would write into EVENT_HUB. */
  connection: string;
  /** What lies in each partition; a message's number is ten times its place. */
  messages: Record<string, string[]>;
  /** From where readers asked to read, in order: partition and selector. */
  asked: string[];
  /** Another hub of the same name has another one. */
  createdAt: Date;
  close(): Promise<void>;
}

type Context = rhea.EventContext;

/**
 * Speaks AMQP 1.0 as Event Hubs does: tokens are put by `$cbs` and checked, `$management` tells of the hub, receivers get what
 * lies behind their selector. Source: Microsoft Learn, "AMQP 1.0 in Azure Service Bus and Event Hubs protocol guide".
 */
export async function testEventHub(hub = "logs", group = "$Default"): Promise<TestHub> {
  const container = rhea.create_container({ sender_options: { autosettle: true } });
  const messages: TestHub["messages"] = { "0": [], "1": [] };
  const asked: string[] = [];
  const made: TestHub = { connection: "", messages, asked, createdAt: new Date(0), close: async () => {} };
  /** The links by which requests are answered. */
  const replies = new Map<string, rhea.Sender>();

  container.on("sender_open", ({ sender }: Context) => {
    const source = sender!.source;
    sender!.set_source(source);
    const [, consumers, partition = ""] =
      /\/ConsumerGroups\/([^/]+)\/Partitions\/(\d+)$/.exec(source.address) ?? [];
    if (!consumers) replies.set(sender!.name, sender!);
    else if (consumers !== group)
      sender!.close({ condition: "amqp:not-found", description: `There is no consumer group ${consumers}.` });
    else serve(sender!, partition);
  });
  container.on("message", ({ message, receiver }: Context) => {
    const isToken = receiver!.target.address === "$cbs";
    const answer = isToken
      ? { code: judged(String(message!.body), hub), body: undefined }
      : { code: FOUND, body: about() };
    replies.get(String(message!.reply_to))?.send({
      correlation_id: message!.message_id,
      application_properties: {
        "status-code": answer.code,
        "status-description": answer.code === REFUSED ? "The token is not right." : "OK",
      },
      body: answer.body,
    });
  });

  const about = () => ({
    name: hub,
    created_at: rhea.types.wrap_timestamp(made.createdAt.getTime()),
    partition_ids: Object.keys(messages),
  });
  function serve(sender: rhea.Sender, partition: string): void {
    const selector = String((sender.source.filter as Record<string, { value: unknown }>)[SELECTOR]?.value);
    asked.push(`${partition}: ${selector}`);
    const [, after] = /sequence-number > '(\d+)'/.exec(selector) ?? [];
    for (const [place, body] of (messages[partition] ?? []).entries())
      if (after === undefined || 10 * place > Number(after))
        sender.send({
          body: rhea.message.data_section(Buffer.from(body)),
          message_annotations: { "x-opt-sequence-number": 10 * place, "x-opt-offset": String(1_000 * place) },
        });
  }

  const server = container.listen({ host: "127.0.0.1", port: 0 }) as unknown as Server;
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  container.sasl_server_mechanisms.enable_anonymous();
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  made.connection = `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=${KEY_NAME};SharedAccessKey=${KEY};EntityPath=${hub};UseDevelopmentEmulator=true`;
  made.close = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  };
  return made;
}

/** A shared access signature is an HMAC over the address and the time until which it is good. */
function judged(token: string, hub: string): number {
  const {
    sr = "",
    sig,
    se,
    skn,
  } = Object.fromEntries(new URLSearchParams(token.replace(/^SharedAccessSignature /, "")));
  const signature = createHmac("sha256", KEY)
    .update(`${encodeURIComponent(sr)}\n${se}`)
    .digest("base64");
  const good = skn === KEY_NAME && sig === signature && sr.includes(`/${hub}`);
  return good && Number(se) * 1_000 > Date.now() ? ACCEPTED : REFUSED;
}
