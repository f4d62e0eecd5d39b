import type { APIApplicationCommandOptionChoice } from "discord.js";
import type { Content } from "../../../dialogue/content.ts";
import { LIMITS, shorten } from "../render/limits.ts";

/** Topics for what has been typed so far, in one language: those named so first, then those with a subject named so. */
export function suggestTopics(
  typed: string,
  content: Content,
  language: string,
): readonly APIApplicationCommandOptionChoice<string>[] {
  const wanted = fold(typed);
  const subjects = content.subjects.map((id) => content.subject(language, id));
  const namesIn = (topic: string) =>
    subjects.filter((subject) => subject.topic === topic).map(({ name }) => name);
  const ranked = content.topics
    .map((id) => ({ id, topic: content.topic(language, id) }))
    .map(({ id, topic }) => ({
      id,
      title: topic.title,
      rank: rankOf(wanted, id, topic.title, namesIn(id)),
    }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((one, other) => one.rank - other.rank);
  return ranked
    .slice(0, LIMITS.suggestions)
    .map(({ id, title }) => ({ name: shorten(title, LIMITS.suggestionName), value: id }));
}

const NO_MATCH = 3;

function rankOf(wanted: string, id: string, title: string, names: readonly string[]): number {
  if (wanted === "") return 0;
  const name = fold(title);
  if (name.startsWith(wanted)) return 0;
  if (name.includes(wanted) || id.replaceAll("_", " ").includes(wanted)) return 1;
  return names.some((each) => fold(each).includes(wanted)) ? 2 : NO_MATCH;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}
