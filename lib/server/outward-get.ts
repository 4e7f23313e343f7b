import https from "node:https";
import { checkOutward, outwardLookup } from "./outward-post";

const TIMEOUT = 5_000;
/** In bytes: a certificate is some 2 KB. */
const MOST = 65_536;

/**
 * Fetches a short text over https. No redirect is followed, no inner address is called.
 * @throws Error for any answer but 200, for one too long or too late
 */
export function getOutward(address: URL): Promise<string> {
  const url = checkOutward(address.href);
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(TIMEOUT);
    const request = https.get(url, { lookup: outwardLookup, signal }, (response) => {
      if (response.statusCode !== 200) {
        response.destroy();
        reject(new Error(`${url.host} answered ${response.statusCode}.`));
        return;
      }
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
        if (text.length > MOST) response.destroy(new Error(`${url.host} answered too much.`));
      });
      response.on("end", () => resolve(text));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}
