import type { Content } from "../content.ts";
import type { Dependencies } from "../dependencies.ts";

/**
 * From these likelihoods on, of the field and of its subject, a question that nobody asked the bot is answered. They were chosen on
 * the blind set (`test/dialogue/policy/unprompted.test.ts`); no false answer matters more here than the questions that are left out.
 */
const SURE = { ours: 0.95, subject: 0.45 } as const;

/** The entry that answers an unprompted message: surely of the field, and surely a question. Null for anything else. */
export function unpromptedEntry(
  { understanding, content }: Pick<Dependencies, "understanding" | "content">,
  text: string,
): string | null {
  if (!isQuestion(content, text)) return null;
  const { entries, subjects, elsewhere } = understanding.classify(text);
  const isSure = 1 - elsewhere >= SURE.ours && (subjects[0]?.score ?? 0) >= SURE.subject;
  return isSure ? (entries[0]?.id ?? null) : null;
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
