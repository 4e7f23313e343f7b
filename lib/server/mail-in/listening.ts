import { pollFeed } from "@/lib/server/feeds/feed";
import { log } from "@/lib/server/log";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Listener, listen } from "./listener";
import { listenerSettings } from "./settings";

const FEED = "mail-smtp";
const AGAIN = 60_000;

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EADDRINUSE";

/** Whether another of our processes has said lately that it listens. */
async function isListenedTo(db: PrismaClient): Promise<boolean> {
  const lately = new Date(Date.now() - 3 * AGAIN);
  return (await db.feed.count({ where: { name: FEED, errorAt: null, polledAt: { gt: lately } } })) > 0;
}

/**
 * Listens for mail, if this installation is to. Of several processes on one machine one has the port and says so once a
 * minute; the others try again as often, so that one of them has it after that one has ended.
 */
export function startListening(db: PrismaClient): { stop(): Promise<void> } {
  let listener: Listener | undefined;
  let opening: Promise<void> | undefined;
  let stopped = false;
  const open = async () => {
    if (stopped) return;
    let failure: unknown;
    try {
      const settings = listener ? null : listenerSettings();
      if (settings) listener = await listen(db, settings);
    } catch (error) {
      failure = error;
    }
    if (failure && isTaken(failure) && (await isListenedTo(db))) return;
    await pollFeed(db, FEED, new Date(), () => (failure ? Promise.reject(failure) : Promise.resolve()));
  };
  const look = () => {
    opening ??= open()
      .catch((error) => log.warn({ err: error }, "no mail is listened for"))
      .finally(() => {
        opening = undefined;
      });
  };
  const timer = process.env.MAIL_LISTEN ? setInterval(look, AGAIN).unref() : undefined;
  if (timer) look();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await opening;
      await listener?.close();
    },
  };
}
