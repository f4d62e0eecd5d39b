import type { APIApplicationCommandInteractionDataOption } from "discord.js";
import { type Answers, isOption, QUESTIONS } from "../../../advice/questions.ts";
import { decodeCode } from "../../../dialogue/advice-code.ts";
import { mergeAnswers } from "../../../dialogue/answers.ts";
import type { Content } from "../../../dialogue/content.ts";
import { changedAnswers } from "../../../dialogue/describe.ts";
import type { Input } from "../../../dialogue/turn.ts";
import { COMMAND, LAST_ADVICE, optionNames, PAGES } from "../setup/commands.ts";

/**
 * What a command asks. `language` is a wish for this and later answers, or null. `opensLast`: the person's last advice is
 * asked for, and `input` only where there is none.
 */
export type CommandInput = {
  readonly input: Input;
  readonly language: string | null;
  readonly opensLast: boolean;
};

/**
 * The typed options of `/tl-advise` → what is asked; none starts the flow. Facts may be given in any number, and a
 * question beside them adds what it states (`readFacts`). A question alone is read as the words of a typed command.
 */
export function readCommand(
  options: readonly APIApplicationCommandInteractionDataOption[],
  content: Content,
  readFacts: (text: string) => Answers,
): CommandInput {
  const given = valuesOf(options, content);
  const language = content.languages.find(({ tag }) => tag === given.get("language"))?.tag ?? null;
  const opensLast = given.size === 1 && given.get("show") === LAST_ADVICE;
  return { input: inputOf(given, language, content, readFacts), language, opensLast };
}

function inputOf(
  given: ReadonlyMap<string, string>,
  language: string | null,
  content: Content,
  readFacts: (text: string) => Answers,
): Input {
  const code = given.get("code");
  if (code !== undefined) return codeInput(code);
  const question = given.get("question");
  const facts = factsOf(given);
  if (Object.keys(facts).length > 0) {
    const stated = question === undefined ? {} : readFacts(question);
    return {
      kind: "action",
      action: { kind: "facts", answers: mergeAnswers(stated, changedAnswers(stated, facts)) },
    };
  }
  if (question !== undefined) return { kind: "text", text: `/${COMMAND} ${question}` };
  const topic = given.get("topic");
  if (topic !== undefined) {
    return content.topics.includes(topic)
      ? { kind: "action", action: { kind: "topic", topic } }
      : { kind: "text", text: `/${COMMAND} topic ${topic}` };
  }
  const page = Object.entries(PAGES).find(([id]) => id === given.get("show"));
  if (page) return { kind: "action", action: page[1] };
  if (language) return { kind: "action", action: { kind: "language", language } };
  return { kind: "action", action: { kind: "start" } };
}

function codeInput(code: string): Input {
  return decodeCode(code)
    ? { kind: "action", action: { kind: "detail", detail: "advice", code } }
    : { kind: "text", text: code };
}

function factsOf(given: ReadonlyMap<string, string>): Answers {
  let facts: Answers = {};
  for (const question of QUESTIONS) {
    const value = given.get(question);
    if (value !== undefined && (value === "unknown" || isOption(question, value))) {
      facts = { ...facts, [question]: value };
    }
  }
  return facts;
}

function valuesOf(
  options: readonly APIApplicationCommandInteractionDataOption[],
  content: Content,
): ReadonlyMap<string, string> {
  const names = optionNames(content);
  const given = new Map<string, string>();
  for (const option of options) {
    const id = names.get(option.name);
    if (id && "value" in option && typeof option.value === "string" && option.value.trim() !== "") {
      given.set(id, option.value.trim());
    }
  }
  return given;
}
