/** The public address of this installation, without a path: `NEXTAUTH_URL`. The Host header of a request is never asked. */
export function publicOrigin(): string {
  const url = process.env.NEXTAUTH_URL;
  if (!url) throw new Error("NEXTAUTH_URL is not set: start Repute with `npm start`");
  return new URL(url).origin;
}

/** Whether people reach this installation by https. */
export const secureSite = (): boolean => publicOrigin().startsWith("https:");
