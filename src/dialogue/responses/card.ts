import { say, type WordingContext } from "../dependencies.ts";
import type { Block, Choice, Reply } from "../reply.ts";

/** What a reply shows and offers; `menu` is the name of the menu that holds its `extra` choices. */
export type Card = Pick<Reply, "blocks" | "choices"> & Partial<Pick<Reply, "tone" | "menu">>;

/** A label of every card, such as `Why`. */
type Label = "why" | "risk" | "runner_up" | "first_step" | "next_step" | "confidence";

export function heading(text: string): Block {
  return { kind: "heading", text };
}

export function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

export function note(text: string): Block {
  return { kind: "note", text };
}

/** A bold label and its text, or a step in a quote bar with its label. */
export function labelled(
  context: WordingContext,
  label: Label,
  text: string,
  kind: "labelled" | "step" = "labelled",
): Block {
  return { kind, label: say(context, `card:labels.${label}`), text };
}

/** A button. */
export function button(label: string, action: Choice["action"], primary = false): Choice {
  return { role: "control", label, description: null, action, primary };
}

/** An entry of the card's menu. `group` names its part of the menu, `description` says in a line what comes. */
export function entry(
  label: string,
  action: Choice["action"],
  more: { readonly group?: string; readonly description?: string } = {},
): Choice {
  const { group, description = null } = more;
  return {
    role: "extra",
    label,
    description,
    action,
    primary: false,
    ...(group !== undefined && { group }),
  };
}
