import { flips } from "../advice/alternatives/flip.ts";
import { whyNotAll } from "../advice/alternatives/why-not.ts";
import { offersFor } from "../advice/offers.ts";
import type { Answers } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { RULES_VERSION } from "../advice/rules.ts";
import { situate } from "../advice/table/situation.ts";
import { whyNotWords } from "../advice/table/wording.ts";
import { codeOf } from "../dialogue/advice-code.ts";
import { withSources } from "../dialogue/citing.ts";
import type { Content } from "../dialogue/content.ts";
import { say, type TextFile, type WordingContext } from "../dialogue/dependencies.ts";
import { changeWords, factPhrases } from "../dialogue/describe.ts";
import type { Block } from "../dialogue/reply.ts";
import {
  ladderItems,
  reasonBlocks,
  settingsTable,
  strategyName,
} from "../dialogue/responses/words/advice-words.ts";
import { markdown } from "./markdown.ts";

/** Writes the decision record of an advice as Markdown. `date` is written as given; null leaves its line out. */
export function createRecord(
  content: Content,
): (answers: Answers, language: string, date?: string | null) => TextFile {
  return (answers, language, date = null) => {
    const words = { deps: { content }, language };
    const blocks = withSources(words, recordBlocks(words, answers, date));
    const text = markdown(blocks, say(words, "recipes:record.sources"));
    return { name: "tl_advise_decision.md", mime: "text/markdown", text };
  };
}

function recordBlocks(
  words: WordingContext,
  answers: Answers,
  date: string | null,
): readonly Block[] {
  const advice = recommend(answers);
  const strategy = strategyName(words, advice.strategy);
  const title = say(words, "recipes:record.title", { strategy });
  const facts = factPhrases(words, answers);
  return [
    { kind: "heading", text: title },
    list([
      say(words, "recipes:record.status"),
      ...(date === null ? [] : [say(words, "recipes:record.date", { date })]),
      say(words, "recipes:record.code", {
        code: `\`${codeOf(answers)}\``,
      }),
      say(words, "recipes:record.rules", { version: RULES_VERSION, rule: `\`${advice.rule}\`` }),
    ]),
    part(words, "situation"),
    facts.length > 0
      ? list(facts)
      : { kind: "paragraph", text: say(words, "recipes:record.no_facts") },
    part(words, "decision"),
    { kind: "paragraph", text: say(words, `advice:strategies.${advice.strategy}.plain`) },
    { kind: "paragraph", text: say(words, `advice:strategies.${advice.strategy}.what`) },
    part(words, "reasons"),
    ...reasonBlocks(words, advice, answers),
    ...section(
      words,
      "notes",
      advice.notes.map((note) => say(words, `advice:notes.${note}`)),
    ),
    ...section(words, "flips", flipItems(words, answers)),
    ...section(words, "alternatives", alternativeItems(words, answers)),
    part(words, "ladder"),
    { kind: "list", ordered: true, items: ladderItems(words, advice, answers) },
    ...(offersFor(advice, answers).settings
      ? [part(words, "settings"), settingsTable(words, advice.strategy, answers)]
      : []),
  ];
}

function flipItems(words: WordingContext, answers: Answers): readonly string[] {
  return flips(answers).map(({ change, strategy }) =>
    say(words, "advice:flips.line", {
      change: changeWords(words, change),
      strategy: strategyName(words, strategy),
    }),
  );
}

function alternativeItems(words: WordingContext, answers: Answers): readonly string[] {
  return whyNotAll(answers)
    .filter(({ verdict }) => verdict !== "chosen")
    .map(({ strategy, because }) => {
      const reasons = because.map((id) => say(words, `advice:why_not.because.${id}`));
      const joined = reasons.join(say(words, "recipes:record.join"));
      const general = say(
        words,
        `advice:why_not.strategy.${whyNotWords(strategy, situate(answers))}`,
      );
      return say(words, "recipes:record.alternative", {
        strategy: strategyName(words, strategy),
        reasons: joined,
        general,
      });
    });
}

/** A titled list; nothing when it is empty. */
function section(words: WordingContext, name: string, items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [part(words, name), list(items)];
}

function part(words: WordingContext, name: string): Block {
  return { kind: "heading", text: say(words, `recipes:record.${name}`) };
}

function list(items: readonly string[]): Block {
  return { kind: "list", ordered: false, items };
}
