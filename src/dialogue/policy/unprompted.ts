import type { Content } from "../content.ts";
import type { Dependencies } from "../dependencies.ts";

/**
 * From this score on, a question that nobody asked the bot is answered. It was chosen on the blind set, where the
 * nearest message outside the field scored 0.70 then (`test/dialogue/policy/unprompted.test.ts`); no false answer matters more here
 * than the questions that it leaves out.
 */
export const UNPROMPTED_SCORE = 0.75;

/** The topic that answers an unprompted message: surely of the field, and surely a question. Null for anything else. */
export function unpromptedTopic(
  { understanding, content }: Pick<Dependencies, "understanding" | "content">,
  text: string,
): string | null {
  if (!isQuestion(content, text)) return null;
  const best = understanding.classify(text).topics[0];
  return best && best.score >= UNPROMPTED_SCORE ? best.topic : null;
}

/** Whether a sentence has a question mark, or begins or ends as questions do (`community:nobody_asked`, in any language). */
function isQuestion(content: Content, text: string): boolean {
  if (/[?？]/.test(text)) return true;
  const sentences = text
    .toLowerCase()
    .split(/[.!。！\n]+/)
    .map((part) => part.trim());
  return content.languages.some(({ tag }) => {
    const begins = wordList(content, tag, "begins");
    const ends = wordList(content, tag, "ends");
    return sentences.some(
      (sentence) =>
        begins.some((words) => sentence.startsWith(words) && isBorder(sentence[words.length])) ||
        ends.some((words) => sentence.endsWith(words) && isBorder(sentence.at(-1 - words.length))),
    );
  });
}

function wordList(content: Content, tag: string, name: string): readonly string[] {
  return content.say(tag, `community:nobody_asked.${name}`).split("|");
}

/** Latin words end at what is no letter; Japanese has no gaps between words. */
function isBorder(letter: string | undefined): boolean {
  return letter === undefined || !/[a-z]/.test(letter);
}
