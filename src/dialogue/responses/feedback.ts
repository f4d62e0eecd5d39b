import { RATE_REASONS } from "../action.ts";
import { say, type TurnContext } from "../dependencies.ts";
import type { Choice } from "../reply.ts";
import type { Card } from "./question-card.ts";
import { opener } from "./topic-cards.ts";

/** Two quiet controls that judge an answer; `about` is what was answered, such as `topic:peft_lora`. */
export function feedbackChoices(context: TurnContext, about: string): readonly Choice[] {
  return [true, false].map((helpful) =>
    control(say(context, `community:feedback.${helpful ? "helpful" : "unhelpful"}`), {
      kind: "rate",
      about,
      helpful,
    }),
  );
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
