import nodemailer from "nodemailer";

/** One mail of ours. */
export interface OwnMail {
  to: string[];
  subject: string;
  text: string;
  html?: string;
  /** The text is written in this language (BCP 47). */
  language?: string;
  pictures?: { cid: string; png: Buffer }[];
}

/**
 * Whether this installation can send mail of its own: `SMTP_URL` (smtp://user:password@host:587 or smtps://) and
 * `MAIL_FROM` are set.
 */
export const canMail = (): boolean => Boolean(process.env.SMTP_URL && process.env.MAIL_FROM);

/**
 * Sends one mail. Marked as made by a machine (RFC 3834, section 5), so that no vacation reply answers it.
 * @throws Error when there is no mail server, or it does not take the mail
 */
export async function sendMail({ pictures = [], language, ...mail }: OwnMail): Promise<void> {
  if (!canMail()) throw new Error("SMTP_URL and MAIL_FROM are not set: this installation cannot send mail.");
  const server = nodemailer.createTransport(process.env.SMTP_URL, {
    from: process.env.MAIL_FROM,
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
  });
  try {
    await server.sendMail({
      ...mail,
      headers: { "Auto-Submitted": "auto-generated", ...(language && { "Content-Language": language }) },
      attachments: pictures.map(({ cid, png }) => ({ cid, content: png, contentType: "image/png" })),
    });
  } finally {
    server.close();
  }
}
