import type { RESTPutAPIApplicationCommandsJSONBody } from "discord.js";
import { OPTIONS, QUESTIONS, type Question } from "../../../advice/questions.ts";
import type { Action } from "../../../dialogue/action.ts";
import type { Content } from "../../../dialogue/content.ts";
import { LIMITS, shorten } from "../render/limits.ts";

export const COMMAND = "tl-advise";

/** What can be opened by the option `show`, and what it does. */
export const PAGES = {
  start: { kind: "start" },
  help: { kind: "help" },
  tour: { kind: "welcome", card: null, language: null },
  topics: { kind: "topics" },
  privacy: { kind: "privacy" },
  export: { kind: "office", request: ["export"] },
  forget: { kind: "office", request: ["forget"] },
  settings: { kind: "office", request: ["settings"] },
  onboarding: { kind: "office", request: ["onboarding"] },
  report: { kind: "office", request: ["report"] },
} as const satisfies Readonly<Record<string, Action>>;

/** The page that is looked up: the person's last advice. */
export const LAST_ADVICE = "last";

/** https://docs.discord.com/developers/reference#locales; only the languages that have several there. */
const LOCALES: { readonly [language: string]: readonly string[] } = {
  en: ["en-US", "en-GB"],
  es: ["es-ES", "es-419"],
  pt: ["pt-BR"],
  sv: ["sv-SE"],
  zh: ["zh-CN", "zh-TW"],
};

type Command = RESTPutAPIApplicationCommandsJSONBody[number];

/**
 * The commands in every language: `/tl-advise` with typed options, and "Advise on this" for messages. They may be
 * installed for a guild or a person and used everywhere: https://docs.discord.com/developers/interactions/application-commands
 */
export function commands(content: Content): readonly Command[] {
  const base = content.fallback;
  const everywhere = { integration_types: [0, 1], contexts: [0, 1, 2] };
  const named = (key: string) => ({
    name: content.say(base, `discord:${key}.name`),
    name_localizations: localized(content, `discord:${key}.name`),
    description: content.say(base, `discord:${key}.description`),
    description_localizations: localized(content, `discord:${key}.description`),
  });
  return [
    {
      type: 1,
      name: COMMAND,
      description: content.say(base, "discord:command.description"),
      description_localizations: localized(content, "discord:command.description"),
      ...everywhere,
      options: [
        { type: 3, ...named("command.question"), max_length: LIMITS.commandOptionText },
        { type: 3, ...named("command.topic"), autocomplete: true },
        ...QUESTIONS.map((question) => ({
          type: 3 as const,
          ...named(`command.${question}`),
          choices: optionChoices(content, question),
        })),
        {
          type: 3,
          ...named("command.language"),
          choices: content.languages.map(({ tag, name }) => ({ name, value: tag })),
        },
        { type: 3, ...named("command.code"), max_length: 40 },
        {
          type: 3,
          ...named("command.show"),
          choices: [...Object.keys(PAGES), LAST_ADVICE].map((page) =>
            choice(content, [`community:pages.${page}`], page),
          ),
        },
      ],
    },
    {
      type: 3,
      name: content.say(base, "discord:message_command"),
      name_localizations: localized(content, "discord:message_command"),
      ...everywhere,
    },
  ];
}

/** The name of the option in the payload (always the base language's) → what it is. */
export function optionNames(content: Content): ReadonlyMap<string, string> {
  const ids = ["question", "topic", ...QUESTIONS, "language", "code", "show"];
  return new Map(
    ids.map((id) => [content.say(content.fallback, `discord:command.${id}.name`), id]),
  );
}

function optionChoices(content: Content, question: Question) {
  const options = OPTIONS[question].map((option) => {
    const key = `flow:options.${question}.${option}`;
    return choice(content, [`${key}.label`, `${key}.about`], option);
  });
  return [...options, choice(content, ["flow:controls.unknown"], "unknown")];
}

/** A choice named by one phrase, or by two as `label: explanation`. */
function choice(content: Content, keys: readonly string[], value: string) {
  const name = (language: string) =>
    shorten(keys.map((key) => content.say(language, key)).join(": "), LIMITS.suggestionName);
  return { name: name(content.fallback), name_localizations: inEveryLocale(content, name), value };
}

function localized(content: Content, key: string) {
  return inEveryLocale(content, (language) => content.say(language, key));
}

/** Every language under each of its locales, the base language's included, so that no locale falls back to another. */
function inEveryLocale(
  content: Content,
  say: (language: string) => string,
): { readonly [locale: string]: string } {
  return Object.fromEntries(
    content.languages.flatMap(({ tag }) =>
      (LOCALES[tag] ?? [tag]).map((locale) => [locale, say(tag)]),
    ),
  );
}
