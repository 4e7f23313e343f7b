import {
  CommunicationServiceManagementClient,
  type CommunicationServiceManagementClientOptionalParams,
} from "@azure/arm-communication";
import type { TokenCredential } from "@azure/identity";
import { nameUuid, type Place } from "./places";

/** The suppression lists of one domain, as far as they are needed here. */
export interface DomainList {
  /** Every address on the list of the whole domain, in lower case, page by page. */
  addresses(): AsyncIterable<string>;
  put(email: string): Promise<void>;
  /** Harmless where it is not there. */
  remove(email: string): Promise<void>;
}

export interface Access {
  credential: TokenCredential;
  /** For tests. */
  options?: CommunicationServiceManagementClientOptionalParams;
}

/** Signs in as the environment says: a managed identity, a service principal, or whoever is signed in on this machine. */
export async function defaultAccess(): Promise<Access> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return { credential: new DefaultAzureCredential() };
}

/**
 * The list of a whole domain (its `listName` is empty), which is made at the first put where there is none. One call an
 * address: there is no bulk operation. What fails is not tried again here: the outbox does that.
 */
export function domainList(
  { subscription, group, service, domain, id }: Place,
  { credential, options }: Access,
): DomainList {
  const retryOptions = { maxRetries: 0 };
  const client = new CommunicationServiceManagementClient(credential, subscription, {
    retryOptions,
    ...options,
  });
  const at = [group, service, domain] as const;
  let found: Promise<string | undefined> | undefined;
  let made: Promise<string> | undefined;

  async function find(): Promise<string | undefined> {
    for await (const list of client.suppressionLists.listByDomain(...at))
      if (list.name && (list.listName ?? "") === "") return list.name;
    return undefined;
  }
  async function make(): Promise<string> {
    const name = nameUuid(id);
    await client.suppressionLists.createOrUpdate(...at, name, { listName: "" });
    return name;
  }
  const existing = () => {
    found ??= find();
    return found;
  };
  const needed = async () => {
    const name = await existing();
    if (name) return name;
    made ??= make();
    return made;
  };

  return {
    async *addresses() {
      const name = await existing();
      if (!name) return;
      for await (const { email } of client.suppressionListAddresses.list(...at, name))
        if (email) yield email.toLowerCase();
    },
    async put(email) {
      const name = await needed();
      await client.suppressionListAddresses.createOrUpdate(...at, name, nameUuid(email), { email });
    },
    async remove(email) {
      const name = await existing();
      if (!name) return;
      try {
        await client.suppressionListAddresses.delete(...at, name, nameUuid(email));
      } catch (error) {
        if ((error as { statusCode?: number }).statusCode !== 404) throw error;
      }
    },
  };
}
