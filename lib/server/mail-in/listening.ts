import { pollFeed } from "@/lib/server/feeds/feed";
import { log } from "@/lib/server/log";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Listener, listen } from "./listener";
import { listenerSettings } from "./settings";

const FEED = "mail-smtp";
const AGAIN = 60_000;

/**
 * Listens for mail, if this installation is to. Of several processes on one machine one has the port; the others try again
 * once a minute, so that one of them has it after that one has ended.
 */
export function startListening(db: PrismaClient): { stop(): Promise<void> } {
  let listener: Listener | undefined;
  let opening: Promise<void> | undefined;
  let stopped = false;
  const open = async () => {
    if (listener || stopped) return;
    await pollFeed(db, FEED, new Date(), async () => {
      const settings = listenerSettings();
      if (settings) listener = await listen(db, settings);
    });
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
