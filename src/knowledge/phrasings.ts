import { withoutMarkup } from "../nlu/markup.ts";
import { ACT, ELSEWHERE } from "../nlu/retrieval/entry-model.ts";
import type { Phrasing } from "../nlu/retrieval/train-entries.ts";
import type { Loaded } from "./load.ts";
import { isRecord } from "./topic.ts";

/** A title counts as a phrasing; an answer's own words help where people use them, and count less; so does a bare name. */
const WEIGHT = { asked: 1, title: 1, answer: 0.3, name: 0.5 } as const;
/** The first sentences of an answer say what it is about. Characters. */
const ANSWER_START = 300;
/** Acts that are understood by their phrases or by reading alone: too short to tell from their words. */
const BY_PHRASE: readonly string[] = ["yes", "no", "unknown"];

/** All that the entry model learns: phrasings, titles, answers and names of subjects; acts; messages outside the field. */
export function trainingPhrasings({
  subjects,
  lists,
}: Pick<Loaded, "subjects" | "lists">): readonly Phrasing[] {
  const phrasings: Phrasing[] = [];
  const add = (text: string, label: string, entry: string | null, weight: number) =>
    phrasings.push({ text, label, entry, weight });
  for (const [tag, files] of subjects) {
    for (const [path, { name, aliases, entries }] of files) {
      const subject = path.split("/")[1] ?? "";
      for (const [key, { asks, title, answer }] of Object.entries(entries)) {
        const id = `${subject}.${key}`;
        for (const text of asks) add(text, subject, id, WEIGHT.asked);
        add(title, subject, id, WEIGHT.title);
        const plain = withoutMarkup(answer.replace(/\s*\[@\w+\]/g, ""));
        add(plain.slice(0, ANSWER_START), subject, id, WEIGHT.answer);
      }
      for (const text of [name, ...aliases]) add(text, subject, null, WEIGHT.name);
    }
    const own = lists.get(tag);
    for (const text of outsideTexts(own?.get("elsewhere"))) add(text, ELSEWHERE, null, 1);
    const acts = own?.get("acts");
    for (const act of isRecord(acts) ? Object.keys(acts) : []) {
      if (BY_PHRASE.includes(act)) continue;
      const label = act === "filler" ? ELSEWHERE : ACT + act;
      for (const text of texts(acts, act)) add(text, label, null, 1);
    }
  }
  return phrasings;
}

/** Each shell of a question is filled with this many things that are not of the field. */
const FILLINGS = 4;

/**
 * Messages outside the field, and question shells (`difference between {} and {}`) around things that are none of ours:
 * the shell alone must not decide.
 */
function outsideTexts(value: unknown): readonly string[] {
  const things = texts(value, "things");
  const filled = texts(value, "shells").flatMap((shell, at) =>
    Array.from({ length: FILLINGS }, (_, turn) => {
      const first = at * 31 + turn * 17;
      return shell
        .split("{}")
        .map((part, gap) =>
          gap === 0 ? part : `${things[(first + gap * 7) % things.length] ?? ""}${part}`,
        )
        .join("");
    }),
  );
  return [...texts(value, "ask"), ...filled];
}

function texts(value: unknown, key: string): readonly string[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];
}
