import type { types } from "@slack/bolt";
import type { Action } from "../../../dialogue/action.ts";
import { type Placement, placementOf } from "../../../dialogue/placement.ts";
import type { Choice } from "../../../dialogue/reply.ts";
import { list, type Piece, type Surface } from "./blocks.ts";
import { encodeValue } from "./choice-value.ts";
import { LIMITS } from "./limits.ts";
import { group } from "./split.ts";

/**
 * What a button does: an action of the core by where it is answered, opening the form, or posting the answer for everyone.
 * `act` is how the version before 1.1 named all actions.
 */
export const PRESSES = ["here", "below", "alone", "act", "form", "post"] as const;
export type Press = (typeof PRESSES)[number];

const PRESS_OF = { in_place: "here", below: "below", alone: "alone" } as const satisfies Readonly<
  Record<Placement, Press>
>;

/** A button of the adapter's own beside the reply's choices. */
export type Extra = {
  readonly press: "form" | "post";
  readonly label: string;
  readonly action: Action;
};

/** `mark` is new with every rendering, so that a press tells which rendering was pressed. `owner` null: anyone's. */
export type ButtonOptions = {
  readonly owner: string | null;
  readonly mark: string;
  readonly surface: Surface;
  readonly extras: readonly Extra[];
};

type Labelled = {
  readonly press: Press;
  readonly label: string;
  readonly choice: Pick<Choice, "action" | "primary" | "description">;
};

const ROLES = ["option", "topic", "extra", "control"] as const satisfies readonly Choice["role"][];

/** Choices → numbered options with their descriptions, then rows of buttons: options, topics, extras, controls. */
export function choicePieces(choices: readonly Choice[], options: ButtonOptions): readonly Piece[] {
  const numbered = number(choices.filter((choice) => choice.role === "option"));
  const described = numbered.some((labelled) => labelled.choice.description !== null);
  const listed = described
    ? list(
        numbered.map(({ choice }) => describe(choice as Choice)),
        true,
        options.surface,
      )
    : [];
  const rows = ROLES.flatMap((role) => {
    const labelled =
      role === "option" ? numbered : plain(choices.filter((choice) => choice.role === role));
    return group(
      [...labelled, ...(role === "control" ? extras(options.extras) : [])],
      () => 1,
      Infinity,
      LIMITS.ACTIONS_ELEMENTS,
    );
  });
  let first = 0;
  return [
    ...listed,
    ...rows.map((row, index) => {
      const piece = actions(row, index, first, options);
      first += row.length;
      return piece;
    }),
  ];
}

function number(choices: readonly Choice[]): readonly Labelled[] {
  return choices.map((choice, index) => {
    const label = `${index + 1}. ${choice.label}`;
    return {
      press: PRESS_OF[placementOf(choice)],
      label: label.length <= LIMITS.BUTTON_TEXT ? label : choice.label,
      choice,
    };
  });
}

function plain(choices: readonly Choice[]): readonly Labelled[] {
  return choices.map((choice) => ({
    press: PRESS_OF[placementOf(choice)],
    label: choice.label,
    choice,
  }));
}

function extras(found: readonly Extra[]): readonly Labelled[] {
  return found.map(({ press, label, action }) => ({
    press,
    label,
    choice: { action, primary: false, description: null },
  }));
}

function describe(choice: Choice): string {
  return choice.description ? `**${choice.label}**: ${choice.description}` : `**${choice.label}**`;
}

function actions(
  row: readonly Labelled[],
  index: number,
  first: number,
  options: ButtonOptions,
): Piece {
  const elements = row.map(({ press, label, choice }, at): types.Button => {
    const spoken = choice.description ? `${label}: ${choice.description}` : label;
    return {
      type: "button",
      action_id: `tl:${press}:${first + at}`,
      text: { type: "plain_text", text: label.slice(0, LIMITS.BUTTON_TEXT), emoji: false },
      value: encodeValue(options.owner, choice.action),
      accessibility_label:
        spoken.length <= LIMITS.ACCESSIBILITY_LABEL
          ? spoken
          : label.slice(0, LIMITS.ACCESSIBILITY_LABEL),
      ...(choice.primary ? { style: "primary" } : {}),
    };
  });
  return {
    block: { type: "actions", block_id: `tl:${options.mark}:${index}`, elements },
    text: row.map(({ label }) => `- ${label}`).join("\n"),
  };
}
