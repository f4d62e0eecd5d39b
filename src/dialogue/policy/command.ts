import type { Action } from "../action.ts";
import { findCode, looksLikeCode } from "../advice-code.ts";
import { say, type TurnContext, type Understanding } from "../dependencies.ts";
import type { Card } from "../responses/card.ts";
import { entriesCard } from "../responses/entry-card.ts";
import { newQuiz } from "../responses/quiz-card.ts";
import { opener } from "../responses/topic-cards.ts";
import type { Input } from "../turn.ts";
import { readRequest } from "./admin-request.ts";

/** What a typed command is: an action, a reply at once, or a text to be understood. */
export type Command =
  | { readonly kind: "action"; readonly action: Action }
  | { readonly kind: "reply"; readonly about: string; readonly card: Card }
  | { readonly kind: "remark"; readonly text: string }
  | { readonly kind: "text"; readonly text: string };

/** Characters of a remark that are kept. */
const LONGEST_REMARK = 500;
/** The command before its words, as it is typed; typed again, it is still the command. */
export const PREFIX = /^\s*(?:\/tl-advise(?:\s+|$))+/i;

/** `/tl-advise …` and mistyped advice codes; null for ordinary text. */
export function readCommand(context: TurnContext, text: string): Command | null {
  if (looksLikeCode(text)) return badCode(context, text.trim());
  if (!PREFIX.test(text)) return null;
  return readArguments(context, text.replace(PREFIX, "").trim());
}

/** WordingContext that are the command's own and tell nothing about the language that a person speaks. */
const OWN_WORDS =
  /^(start|help|topics?|privacy|lang|language|compare|code|tour|team|quiz|feedback)\b/i;

/** What a person said in their own words: without the command and its keyword. */
export function spokenWords(text: string): string {
  if (!PREFIX.test(text)) return text;
  const words = text.replace(PREFIX, "");
  return readRequest(words) ? "" : words.replace(OWN_WORDS, "");
}

/** Commands in words that need the store, and the requests that they are. */
const REQUESTS: Readonly<Record<string, readonly string[]>> = {
  privacy: ["privacy"],
  forget_me: ["forget"],
  settings_page: ["settings"],
  report: ["report"],
  export_me: ["export"],
};

/**
 * What an input asks of the administration (see `admin-request.ts`): a command that is typed, pressed or said in words; null for
 * everything else.
 */
export function requestOf(
  { act }: Pick<Understanding, "act">,
  input: Input,
): readonly string[] | null {
  if (input.kind === "text") {
    if (!PREFIX.test(input.text)) {
      const found = act(input.text);
      const isWhole = found !== null && found.rest === null && typeof found.act === "string";
      return isWhole ? (REQUESTS[found.act as string] ?? null) : null;
    }
    const words = input.text.replace(PREFIX, "").trim();
    return /^privacy$/i.test(words) ? ["privacy"] : readRequest(words);
  }
  if (input.action?.kind === "privacy") return ["privacy"];
  return input.action?.kind === "office" ? input.action.request : null;
}

/** More words than these after a keyword make it a question, such as `help me choose` or `code for LoRA`. */
const MOST_WORDS: Readonly<Record<string, number>> = {
  start: 0,
  help: 0,
  topics: 0,
  privacy: 0,
  tour: 0,
  quiz: 0,
  compare: 0,
  lang: 1,
  language: 1,
  code: 1,
};

/**
 * The words after the command: nothing starts the flow; `help`, `tour`, `quiz`, `lang ja`, `topic <name>`, `compare`,
 * `code <code>`, `feedback <words>`, `privacy` and requests (see `request.ts`) act; anything else is text to be understood.
 */
export function readArguments(context: TurnContext, words: string): Command {
  const [name = "", ...others] = words.split(/\s+/);
  const rest = others.join(" ").slice(0, 100);
  const request = readRequest(words);
  if (request) return { kind: "action", action: { kind: "office", request } };
  const asked: Command = { kind: "text", text: words };
  if (others.length > (MOST_WORDS[name.toLowerCase()] ?? Infinity)) return asked;
  switch (name.toLowerCase()) {
    case "":
    case "start":
      return { kind: "action", action: { kind: "start" } };
    case "help":
      return { kind: "action", action: { kind: "help" } };
    case "topics":
      return { kind: "action", action: { kind: "topics" } };
    case "privacy":
      return { kind: "action", action: { kind: "privacy" } };
    case "lang":
    case "language":
      return { kind: "action", action: { kind: "language", language: rest.toLowerCase() } };
    case "tour":
      return { kind: "action", action: { kind: "welcome", card: null, language: null } };
    case "quiz":
      return { kind: "action", action: newQuiz(1) };
    case "feedback":
      return remark(context, words.slice(name.length).trim());
    case "compare":
      return { kind: "action", action: { kind: "topic", topic: "comparison_table" } };
    case "topic":
      return findTopic(context, rest);
    case "code": {
      const code = findCode(rest);
      return code
        ? { kind: "action", action: { kind: "detail", detail: "advice", code } }
        : badCode(context, rest);
    }
    default:
      return asked;
  }
}

function findTopic(context: TurnContext, name: string): Command {
  const { content, understanding } = context.deps;
  if (name === "") return { kind: "action", action: { kind: "topics" } };
  const wanted = name.toLowerCase();
  const exact = content.topics.find(
    (id) =>
      id === wanted.replace(/[\s-]+/g, "_") ||
      content.topic(context.language, id).title.toLowerCase() === wanted,
  );
  if (exact) return { kind: "action", action: { kind: "topic", topic: exact } };
  const { named, entries } = understanding.classify(name);
  const subject = named[0];
  if (subject !== undefined) {
    const [first = ""] = content.subject(context.language, subject).entries;
    return { kind: "action", action: { kind: "entry", entry: first } };
  }
  const nearest = entries.slice(0, 3).map(({ id }) => id);
  const lead = say(context, "ui:unknown_topic", { name });
  return { kind: "reply", about: "clarify", card: entriesCard(context, lead, nearest) };
}

/** WordingContext on the last answer; without any, the way to give them. */
function remark(context: TurnContext, text: string): Command {
  if (text !== "") return { kind: "remark", text: text.slice(0, LONGEST_REMARK) };
  const card = opener(context, say(context, "community:feedback.how"));
  return { kind: "reply", about: "feedback", card };
}

function badCode(context: TurnContext, code: string): Command {
  const text = say(context, "ui:bad_code", { code: code.slice(0, 40) });
  return { kind: "reply", about: "not_understood", card: opener(context, text) };
}
