import { modelOf } from "../../../advice/models.ts";
import type { Answers } from "../../../advice/questions.ts";
import { say, type WordingContext } from "../../dependencies.ts";
import { grouped, shortCount } from "../../describe.ts";
import type { Block } from "../../reply.ts";

/** What was understood, in one line, with a bold lead such as `Confidence: high` (null: none). */
export function factsLine(
  context: WordingContext,
  answers: Answers,
  lead: string | null = null,
): Extract<Block, { kind: "facts" }> {
  const join = say(context, "card:facts.join");
  return { kind: "facts", lead, items: factItems(context, answers), join };
}

/**
 * Each answer in two or three words. A figure stands for its level (`~500 examples`, `24 GB`), no GPU for limited compute, a
 * model for its kind and size.
 */
export function factItems(context: WordingContext, answers: Answers): readonly string[] {
  const items = FACTS.map((fact) => fact(answers));
  return items
    .filter((item) => item !== null)
    .map((item) => (typeof item === "string" ? item : say(context, item.key, item.values)));
}

/** A phrase to be said, a name that is the same in every language, or null where nothing was told. */
type Item =
  | { readonly key: string; readonly values?: Readonly<Record<string, string | number>> }
  | string
  | null;

/** In the order in which they are shown. */
const FACTS: readonly ((answers: Answers) => Item)[] = [
  ({ examples, data }) => {
    if (examples === 0) return phrase("no_examples");
    if (examples !== undefined) return phrase("examples", { count: grouped(examples) });
    return chosen("data", data);
  },
  ({ rare }) => (rare === undefined ? null : phrase("rare", { count: grouped(rare) })),
  ({ hours }) => (hours === undefined ? null : phrase("hours", { hours: grouped(hours) })),
  ({ labels }) => chosen("labels", labels),
  ({ raw }) => chosen("raw", raw),
  ({ multi_label }) => chosen("multi_label", multi_label),
  ({ similarity }) => chosen("similarity", similarity),
  ({ card_gb, no_gpu, compute }) => {
    if (card_gb !== undefined) return phrase("card", { gb: card_gb });
    if (no_gpu) return phrase("no_gpu");
    if (no_gpu === false && (compute === undefined || compute === "unknown")) return phrase("gpu");
    return chosen("compute", compute);
  },
  ({ task }) => chosen("task", task),
  ({ modality }) => chosen("modality", modality),
  ({ model, parameters, backbone }) => {
    const known = modelOf(model);
    if (known) return known.name;
    if (parameters !== undefined) return phrase("parameters", { count: shortCount(parameters) });
    return chosen("backbone", backbone);
  },
  ({ facts_change }) => chosen("facts_change", facts_change),
  ({ shift }) => chosen("shift", shift),
];

function phrase(name: string, values?: Readonly<Record<string, string | number>>): Item {
  const key = `card:facts.${name}`;
  return values ? { key, values } : { key };
}

function chosen(name: string, value: string | boolean | undefined): Item {
  return value === undefined ? null : phrase(`${name}.${value}`);
}
