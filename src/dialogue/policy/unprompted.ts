import type { Content } from "../content.ts";
import type { Dependencies } from "../dependencies.ts";

/**
 * From these likelihoods on, of the field and of its subject (named or not), a question that nobody asked the bot is answered. They were chosen on
 * the blind set (`test/dialogue/policy/unprompted.test.ts`); no false answer matters more here than the questions that are left out.
 */
const SURE = { ours: 0.92, subject: 0.45, named: 0.2 } as const;

/** The entry that answers an unprompted message: surely of the field, and surely a question. Null for anything else. */
export function unpromptedEntry(
  { understanding, content }: Pick<Dependencies, "understanding" | "content">,
  text: string,
): string | null {
  if (!isQuestion(content, text)) return null;
  const { entries, subjects, named, elsewhere } = understanding.classify(text);
  const [best] = subjects;
  if (!best) return null;
  const wanted = named.includes(best.id) ? SURE.named : SURE.subject;
  const isSure = 1 - elsewhere >= SURE.ours && best.score >= wanted;
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
