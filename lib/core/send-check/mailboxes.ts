import { PROVIDER_OF } from "@/lib/core/provider";

/** Mailbox domains that `provider.ts` does not tell apart, by region: the Americas, Britain, the continent, the Pacific. */
const MORE = [
  "mail.com email.com usa.com hey.com inbox.com juno.com netzero.net earthlink.net cox.net charter.net roadrunner.com",
  "optonline.net frontier.com windstream.net centurylink.net shaw.ca rogers.com telus.net bell.net videotron.ca",
  "sympatico.ca uol.com.br bol.com.br terra.com.br ig.com.br globo.com btinternet.com sky.com virginmedia.com",
  "ntlworld.com talktalk.net blueyonder.co.uk tiscali.co.uk eircom.net freenet.de arcor.de mail.de posteo.de mailbox.org",
  "online.de vodafone.de bluewin.ch sunrise.ch hispeed.ch aon.at chello.at a1.net bbox.fr aliceadsl.fr alice.it tin.it",
  "tiscali.it fastwebnet.it telefonica.net terra.es wp.pl o2.pl onet.pl interia.pl op.pl centrum.cz volny.cz azet.sk",
  "telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl hetnet.nl online.no telia.com tele2.se bredband.net",
  "abv.bg ukr.net i.ua rambler.ru tutanota.com tutanota.de tuta.com tuta.io disroot.org riseup.net rediffmail.com",
  "bigpond.com optusnet.com.au iinet.net.au xtra.co.nz docomo.ne.jp ezweb.ne.jp softbank.ne.jp sina.com sohu.com 139.com",
]
  .join(" ")
  .split(" ");

/** The domains that give mailboxes to the public, the most used first: what a slip was meant to be. */
export const MAILBOX_DOMAINS: readonly string[] = [...PROVIDER_OF.keys(), ...MORE];

/** Real domains of others that lie one slip beside one of them. */
export const BESIDE_MAILBOXES: ReadonlySet<string> = new Set(
  "cloud.com gail.com grail.com fmail.com gmails.com ahoo.com wahoo.com outlooks.com live.org orage.fr".split(
    " ",
  ),
);
