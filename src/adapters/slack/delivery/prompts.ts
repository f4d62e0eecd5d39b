import type { Modality } from "../../../advice/questions.ts";
import type { SlackContext } from "../context.ts";
import { textAt } from "../events/payload.ts";
import { LIMITS } from "../render/limits.ts";

/** What can be asked with one press in the Messages tab; the third fits the data that the viewed channel is about. */
const PROMPTS = ["difference", "choose", "few_examples", "compare"] as const;
const BY_DATA: Readonly<Partial<Record<Modality, string>>> = {
  text: "few_texts",
  tabular: "few_rows",
  audio: "few_recordings",
};

/** Where prompts are shown, and the channel that the person looks at beside it (null: none, or not known). */
export type PromptPlace = {
  readonly team: string;
  readonly channel: string;
  readonly viewed: string | null;
};

/**
 * Sets the suggested prompts of a Messages tab, without `thread_ts`, which makes the call fail silently for apps with
 * `agent_view`. @throws SlackFault
 */
export async function suggestPrompts(
  slack: SlackContext,
  { team, channel, viewed }: PromptPlace,
  language: string,
): Promise<void> {
  const { content } = slack.options;
  const modality = viewed === null ? undefined : await dataOf(slack, team, viewed, language);
  const names = PROMPTS.map((name) =>
    name === "few_examples" && modality ? (BY_DATA[modality] ?? name) : name,
  );
  await slack.call(team, "assistant.threads.setSuggestedPrompts", {
    channel_id: channel,
    title: content.say(language, "platform:prompts.title"),
    prompts: names.slice(0, LIMITS.SUGGESTED_PROMPTS).map((name) => ({
      title: content.say(language, `platform:prompts.${name}.title`),
      message: content.say(language, `platform:prompts.${name}.message`),
    })),
  });
}

/** The kind of data that a channel's name, topic and purpose speak of; undefined where they name none or cannot be read. */
async function dataOf(
  slack: SlackContext,
  team: string,
  viewed: string,
  language: string,
): Promise<Modality | undefined> {
  try {
    const told = await slack.call(team, "conversations.info", { channel: viewed });
    const words = [
      (textAt(told, "channel", "name") ?? "").replaceAll(/[-_]/g, " "),
      textAt(told, "channel", "topic", "value") ?? "",
      textAt(told, "channel", "purpose", "value") ?? "",
    ];
    return slack.options.readFacts(words.join(". "), language).modality;
  } catch (error) {
    slack.options.log.info({ error: String(error) }, "slack: viewed channel not readable");
    return undefined;
  }
}
