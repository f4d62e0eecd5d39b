import type { Answers } from "../../../advice/questions.ts";
import { FRAMEWORKS, type Framework } from "../../action.ts";
import { say, type TextFile, type TurnContext } from "../../dependencies.ts";
import type { Block, Choice } from "../../reply.ts";
import { button, type Card, heading, paragraph } from "../card.ts";

/** The starting code as a file; first the choice of a library, where several fit. */
export function recipeCard(
  context: TurnContext,
  chosen: Framework | null,
  answers: Answers,
  code: string,
): Card {
  const fitting = frameworksFor(answers);
  const framework = chosen ?? (fitting.length === 1 ? (fitting[0] ?? null) : null);
  const choices: readonly Choice[] = fitting
    .filter((id) => id !== framework)
    .map((id) =>
      button(say(context, `card:details_more.frameworks.${id}`), {
        kind: "recipe",
        framework: id,
        code,
      }),
    );
  const title = heading(say(context, "card:details.recipe"));
  if (framework === null)
    return {
      blocks: [title, paragraph(say(context, "card:details_more.recipe_lead"))],
      choices,
    };
  const done = paragraph(say(context, "card:details_more.recipe_done"));
  const file = fileBlock(context.deps.recipe(framework, answers, context.language));
  return { blocks: [title, done, file], choices };
}

/** The frameworks that fit the modality; all of them when it is not known. */
function frameworksFor({ modality, backbone }: Answers): readonly Framework[] {
  if (backbone === "llm" || modality === "text") return ["transformers", "sklearn"];
  if (modality === "image") return ["pytorch", "keras", "sklearn"];
  return FRAMEWORKS;
}

/** A file to be handed over. */
export function fileBlock({ name, mime, text }: TextFile): Block {
  return { kind: "file", name, mime, text };
}
