/** More mails in one file than anybody looks up at a time. */
const MAX_MAILS = 1_000;
/** A line that begins a mail, with its sender and the date in the form of asctime (RFC 4155 appendix A). */
const FROM_LINE = /^From \S{1,320} +\w{3} \w{3} [ \d]\d \d\d:\d\d/;

/** The mails of a file in mbox form, one character a byte; a mail that stands alone comes back as it is. */
export function mailsOf(file: string): string[] {
  if (!FROM_LINE.test(file.slice(0, 400))) return [file];
  const mails: string[] = [];
  let start = 0;
  for (let at = file.indexOf("\nFrom "); at >= 0 && mails.length < MAX_MAILS - 1; ) {
    if (FROM_LINE.test(file.slice(at + 1, at + 400))) {
      mails.push(file.slice(start, at + 1));
      start = at + 1;
    }
    at = file.indexOf("\nFrom ", at + 1);
  }
  mails.push(file.slice(start));
  return mails;
}
