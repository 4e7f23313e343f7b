import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import { accepts } from "@/lib/core/mail-in/accepts";
import { MAX_MAIL } from "@/lib/core/mail-in/shape";
import { log } from "@/lib/server/log";
import type { PrismaClient } from "@/prisma/generated/client";
import type { ListenerSettings } from "./settings";
import { takeMail } from "./take";

const MOST_CLIENTS = 50;
const MOST_RECIPIENTS = 100;
const SILENCE = 60_000;

/** A listener that runs. */
export interface Listener {
  port: number;
  close(): Promise<void>;
}

const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** The mail, as far as it may be large; what is more is read and forgotten, since the client goes on sending. */
async function read(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_MAIL) chunks.push(chunk);
  }
  if (size > MAX_MAIL || stream.sizeExceeded)
    throw refusal(552, `5.3.4 The mail is larger than ${MAX_MAIL} bytes`);
  return Buffer.concat(chunks);
}

/**
 * Listens for mail to our own addresses (RFC 5321): "250" is said once the mail is kept, and not before. Mail to others is
 * refused, so that nothing is relayed; nothing is ever answered by mail, since senders of reports are forged.
 * @throws the error of the system where the port cannot be had
 */
export async function listen(db: PrismaClient, settings: ListenerSettings): Promise<Listener> {
  const { host, port, accepted, tls } = settings;
  const server = new SMTPServer({
    ...(tls ?? {}),
    banner: "Repute",
    size: MAX_MAIL,
    authOptional: true,
    disabledCommands: tls ? ["AUTH"] : ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    maxClients: MOST_CLIENTS,
    socketTimeout: SILENCE,
    closeTimeout: 2_000,
    onRcptTo({ address }, session, done) {
      if (session.envelope.rcptTo.length >= MOST_RECIPIENTS) done(refusal(452, "4.5.3 Too many recipients"));
      else if (!accepts(accepted, address)) done(refusal(550, "5.1.1 No mail is taken for this address"));
      else done();
    },
    async onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      try {
        const raw = await read(stream);
        const { digest } = await takeMail(db, { raw, route: "smtp", recipients }, new Date());
        done(null, `2.0.0 Kept as ${digest.slice(0, 12)}`);
      } catch (error) {
        if (error instanceof Error && "responseCode" in error) return done(error);
        log.error({ err: error }, "a mail could not be kept");
        done(refusal(451, "4.3.0 The mail could not be kept now, try again"));
      }
    },
  });
  // A client that breaks off is no trouble of ours.
  server.on("error", (error) => log.debug({ err: error }, "smtp"));
  server.listen(port, host);
  await once(server.server, "listening");
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
