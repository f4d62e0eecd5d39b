import type { APIInteraction } from "discord.js";
import type { Input } from "../../../dialogue/turn.ts";
import { pickLanguage } from "../../shared/language.ts";
import type { Answering, Plan } from "../connection/acknowledge.ts";
import { suggestTopics } from "./autocomplete.ts";
import { readCommand } from "./command-input.ts";
import { type Conversation, conversationOf, isPrivateHere, personId } from "./conversation.ts";
import { readableText } from "./parse-message.ts";
import { planPress } from "./presses.ts";
import { readForm } from "./read-form.ts";
import { runTurnFor, type Where } from "./run-turn.ts";

/** Interaction → what answers it, or null for a kind that we do not offer. */
export function plan(answering: Answering, interaction: APIInteraction): Plan | null {
  if (interaction.type === PING) return { kind: "at_once", response: { type: 1 } };
  const place = conversationOf(interaction);
  const user = (interaction.member?.user ?? interaction.user)?.id;
  if (!place || !user) return null;
  switch (interaction.type) {
    case 2:
      return planCommand(answering, interaction, place, user);
    case 3:
      return planPress(answering, interaction, place, user);
    case 4:
      return planSuggestions(answering, interaction);
    case 5: {
      const answers = readForm(interaction.data);
      return runTurnFor(
        answering,
        interaction,
        { place, user },
        {
          input: { kind: "action", action: answers && { kind: "facts", answers } },
          update: interaction.message !== undefined,
          isPrivate: isPrivateHere(interaction.message?.flags, place),
        },
      );
    }
  }
  return null;
}

const PING = 1;

function planCommand(
  answering: Answering,
  interaction: Extract<APIInteraction, { type: 2 }>,
  place: Conversation,
  user: string,
): Plan | null {
  const { content, readFacts } = answering;
  const language = pickLanguage(content, interaction.locale);
  const where = { place, user };
  const settings = { update: false, isPrivate: !place.isDirect };
  if (interaction.data.type === 1) {
    const asked = readCommand(interaction.data.options ?? [], content, (text) =>
      readFacts(text, language),
    );
    return runTurnFor(answering, interaction, where, {
      ...settings,
      input: asked.opensLast ? () => lastAdvice(answering, where, asked.input) : asked.input,
      preferred: asked.language,
    });
  }
  if (interaction.data.type !== 3) return null;
  const target = interaction.data.resolved.messages[interaction.data.target_id];
  const text = target ? readableText(target, interaction.application_id) : "";
  const answers = readFacts(text, language);
  const hasFacts = Object.keys(answers).length > 0;
  return runTurnFor(answering, interaction, where, {
    ...settings,
    input: hasFacts
      ? { kind: "action", action: { kind: "facts", answers } }
      : text === ""
        ? { kind: "action", action: { kind: "start" } }
        : { kind: "text", text },
  });
}

/** The person's last advice as an input; `otherwise` where there is none. */
async function lastAdvice(
  { lastAdvice: find }: Answering,
  { place, user }: Where,
  otherwise: Input,
): Promise<Input> {
  const code = (await find?.(personId(place, user))) ?? null;
  return code === null
    ? otherwise
    : { kind: "action", action: { kind: "detail", detail: "advice", code } };
}

function planSuggestions(
  { content }: Answering,
  interaction: Extract<APIInteraction, { type: 4 }>,
): Plan {
  const focused = interaction.data.options.find((option) => "focused" in option && option.focused);
  const typed = focused && "value" in focused ? String(focused.value) : "";
  const choices = suggestTopics(typed, content, pickLanguage(content, interaction.locale));
  return { kind: "at_once", response: { type: 8, data: { choices: [...choices] } } };
}
