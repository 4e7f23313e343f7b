import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { Refusal } from "@/lib/core/error";

/** The application ids of Event Grid: of Azure, and of Azure Government. */
const EVENT_GRID = ["4962773b-9cdb-44cf-a8bf-237846a00ab7", "54316b56-3481-47f9-8f30-0300f5542a7b"];
const KEYS = (tenant: string) => `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`;

/** The signing keys of a tenant; tests put others here. */
export const entra = {
  keys: (tenant: string): JWTVerifyGetKey =>
    createRemoteJWKSet(new URL(KEYS(tenant)), { timeoutDuration: 5_000 }),
};
const keySets = new Map<string, JWTVerifyGetKey>();

/**
 * Whether a bearer token was made by Microsoft Entra for Event Grid, to be used here: signature, issuer, tenant, audience,
 * application and time. Both versions of tokens. Source: "Secure webhook delivery with Microsoft Entra ID".
 * @throws Refusal "not-signed-in"; "unavailable" where the keys cannot be fetched
 */
export async function checkEntraToken(
  token: string,
  { tenant, audience }: { tenant: string; audience: string },
  now: Date,
): Promise<void> {
  const keys = keySets.get(tenant) ?? entra.keys(tenant);
  keySets.set(tenant, keys);
  const issuer = [`https://sts.windows.net/${tenant}/`, `https://login.microsoftonline.com/${tenant}/v2.0`];
  try {
    const { payload } = await jwtVerify(token, keys, {
      ...{ issuer, audience, currentDate: now, clockTolerance: 60, algorithms: ["RS256"] },
      requiredClaims: ["exp", "tid"],
    });
    const application = payload.appid ?? payload.azp;
    if (payload.tid === tenant && EVENT_GRID.includes(String(application))) return;
  } catch (error) {
    const away =
      !(error instanceof errors.JOSEError) || ["ERR_JWKS_TIMEOUT", "ERR_JOSE_GENERIC"].includes(error.code);
    if (away)
      throw Object.assign(new Refusal("unavailable", "The keys of Microsoft Entra cannot be fetched now."), {
        cause: error,
      });
  }
  throw new Refusal("not-signed-in", "The token is not one of Event Grid for this address.");
}
