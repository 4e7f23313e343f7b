import { Refusal } from "@/lib/core/error";

/**
 * Waits for what is to be stored. What fails is our own trouble, whatever it was: whoever sent it has to come again.
 * @param sentence what to do, for people
 * @throws Refusal "unavailable", with the error as its cause; refusals as they are
 */
export async function orUnavailable<T>(storing: Promise<T>, sentence: string): Promise<T> {
  try {
    return await storing;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const refusal = new Refusal("unavailable", sentence);
    refusal.cause = error;
    throw refusal;
  }
}
