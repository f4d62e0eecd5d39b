import type { Understanding } from "./kit.ts";

/**
 * From this score on, a question that nobody asked the bot is answered. On the blind set no message outside the field
 * comes near it (`test/core/overheard.test.ts`), which matters more here than the questions that it leaves out.
 */
export const OVERHEARD_SCORE = 0.6;

/** The topic that answers an overheard message: surely of the field, and surely a question. Null for anything else. */
export function overheardTopic(understanding: Understanding, text: string): string | null {
  if (!/[?？]/.test(text)) return null;
  const best = understanding.classify(text).topics[0];
  return best && best.score >= OVERHEARD_SCORE ? best.topic : null;
}
