import { RATE_REASONS } from "../action.ts";
import { say, type TurnContext } from "../dependencies.ts";
import type { Choice } from "../reply.ts";
import type { Card } from "./card.ts";
import { opener } from "./topic-cards.ts";

/** The two thumbs that judge an answer; `about` is what was answered, such as `topic:peft_lora`. */
export function feedbackChoices(context: TurnContext, about: string): readonly Choice[] {
  return [true, false].map((helpful) => ({
    role: "rating",
    label: say(context, `community:feedback.${helpful ? "helpful" : "unhelpful"}`),
    description: null,
    action: { kind: "rate", about, helpful },
    primary: false,
  }));
}

/** Thanks for a judgement; a bare "not helpful" is asked for its reason, and may be taken back. */
export function ratedCard(
  context: TurnContext,
  rated: Extract<Choice["action"], { kind: "rate" }>,
): Card {
  const { about, helpful, reason } = rated;
  if (helpful || reason !== undefined || about.startsWith("result:")) {
    return {
      blocks: [{ kind: "paragraph", text: say(context, "ui:rated") }],
      choices: [],
    };
  }
  const reasons = RATE_REASONS.map((id): Choice => {
    const label = say(context, `community:feedback.reasons.${id}`);
    const action = { kind: "rate", about, helpful: false, reason: id } as const;
    return { ...control(label, action), placement: "in_place" };
  });
  return {
    blocks: [{ kind: "paragraph", text: say(context, "community:feedback.why") }],
    choices: reasons,
  };
}

/** After a typed remark on the last answer. */
export function remarkCard(context: TurnContext): Card {
  return opener(context, say(context, "community:feedback.remark_kept"));
}

function control(label: string, action: Choice["action"]): Choice {
  return { role: "control", label, description: null, action, primary: false };
}
