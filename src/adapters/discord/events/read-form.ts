import type { APIModalInteractionResponseCallbackData, APIModalSubmission } from "discord.js";
import {
  type Answers,
  isOption,
  OPTIONS,
  QUESTIONS,
  type Question,
} from "../../../advice/questions.ts";
import { decodeAction, encodeAction } from "../../../dialogue/action-codec.ts";
import { mergeAnswers } from "../../../dialogue/answers.ts";
import type { Content } from "../../../dialogue/content.ts";
import { LIMITS, shorten } from "../render/limits.ts";

/**
 * The three questions in one modal, what is known already chosen. What is not one of the questions (a count, the
 * modality) travels in the custom_id. https://docs.discord.com/developers/components/reference#radio-group
 */
export function form(
  content: Content,
  language: string,
  known: Answers,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: encodeAction({ kind: "facts", answers: known }),
    title: shorten(content.say(language, "platform:form.title"), LIMITS.modalTitle),
    components: QUESTIONS.map((question) => ({
      type: 18,
      label: shorten(content.say(language, `discord:form.${question}`), LIMITS.label),
      component: {
        type: 21,
        custom_id: question,
        required: false,
        options: [
          ...OPTIONS[question].map((option) => ({
            value: option,
            label: shorten(
              content.say(language, `flow:options.${question}.${option}.label`),
              LIMITS.radioText,
            ),
            description: shorten(
              content.say(language, `flow:options.${question}.${option}.about`),
              LIMITS.radioText,
            ),
            ...(known[question] === option && { default: true }),
          })),
          {
            value: "unknown",
            label: shorten(content.say(language, "flow:controls.unknown"), LIMITS.radioText),
            ...(known[question] === "unknown" && { default: true }),
          },
        ],
      },
    })),
  };
}

/** What was chosen in the form, with what it carried; null for a form that this version did not make. */
export function readForm({ custom_id, components }: APIModalSubmission): Answers | null {
  const carried = decodeAction(custom_id);
  if (carried?.kind !== "facts") return null;
  let answers: Answers = carried.answers;
  for (const component of components) {
    if (!("component" in component) || !("value" in component.component)) continue;
    const { custom_id: id, value } = component.component;
    const question = QUESTIONS.find((each): each is Question => each === id);
    if (!question || typeof value !== "string") continue;
    if (value !== "unknown" && !isOption(question, value)) continue;
    if (value !== answers[question]) answers = mergeAnswers(answers, { [question]: value });
  }
  return answers;
}
