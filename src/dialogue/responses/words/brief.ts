import type { Advice } from "../../../advice/recommend.ts";
import type { Strategy } from "../../../advice/strategies.ts";
import { say, type WordingContext } from "../../dependencies.ts";
import { strategyName } from "./advice-words.ts";

/**
 * A wording for a card, short enough for one screen: it may drop numbers, never a qualification. Where there is none, the full
 * wording stands in.
 */
export function brief(
  context: WordingContext,
  group: "reasons" | "risks" | "runner_up" | "ladder" | "find_first",
  id: string,
  values?: Readonly<Record<string, string>>,
): string {
  const file = has(context, `${group}.${id}`) ? "brief" : "advice";
  return say(context, `${file}:${group}.${id}`, values);
}

/** The runner-up and when it would win. The full wording does not name it, so its name goes before. */
export function runnerUpWords(
  context: WordingContext,
  { runnerUp, runnerUpWhen }: Pick<Advice, "runnerUp" | "runnerUpWhen">,
): string {
  const strategy = shortName(context, runnerUp);
  const words = brief(context, "runner_up", runnerUpWhen, { strategy });
  if (has(context, `runner_up.${runnerUpWhen}`)) return words;
  return `${strategy}${say(context, "card:stop")}${words}`;
}

/** The name of a strategy as a headline. */
export function shortName(context: WordingContext, strategy: Strategy): string {
  return has(context, `strategies.${strategy}`)
    ? say(context, `brief:strategies.${strategy}`)
    : strategyName(context, strategy);
}

function has({ deps, language }: WordingContext, key: string): boolean {
  return deps.content.has(language, `brief:${key}`);
}
