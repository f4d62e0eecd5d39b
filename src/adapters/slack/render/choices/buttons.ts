import type { types } from "@slack/bolt";
import type { Action } from "../../../../dialogue/action.ts";
import type { Choice } from "../../../../dialogue/reply.ts";
import { encodeMenuValue, encodeValue, type Press, pressOf } from "../choice-value.ts";
import { LIMITS } from "../limits.ts";
import type { Piece, Surface } from "../piece.ts";
import { group } from "../split.ts";
import { fitsMenu, type MenuEntry, menuElement } from "./menu.ts";
import { ratingPiece } from "./rating.ts";

/** A button of the adapter's own beside the reply's choices; `group` puts it into that part of the menu, where there is one. */
export type Extra = {
  readonly press: "form" | "post";
  readonly label: string;
  readonly action: Action;
  readonly group?: string;
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
  readonly action: Action;
  readonly primary: boolean;
};

/**
 * Choices → rows: answers with their examples in the label, topics, then buttons with the menu beside them, and the rating apart
 * at the end.
 */
export function choicePieces(
  choices: readonly Choice[],
  options: ButtonOptions,
  menuName = "…",
): readonly Piece[] {
  const of = (role: Choice["role"]) => choices.filter((choice) => choice.role === role);
  const { inMenu, apart } = menuOf(of("extra"), options);
  const buttons = [...of("control").map(labelled), ...apart];
  const menu = inMenu.length > 0 ? menuElement(inMenu, menuName, of("option").length > 0) : null;
  const rows: readonly Row[] = [
    ...rowsOf(of("option").map(withExample)),
    ...rowsOf(of("topic").map(labelled)),
    ...rowsOf(buttons, menu),
  ];
  let first = 0;
  const drawn = rows.map((row, index) => {
    const piece = rowPiece(row, index, first, options);
    first += row.buttons.length + (row.menu ? 1 : 0);
    return piece;
  });
  const rating = of("rating");
  if (rating.length === 0) return drawn;
  return [...drawn, ratingPiece(rating, { ...options, index: rows.length, first })];
}

/** What stands in the menu, and what cannot: then it is a button. */
function menuOf(
  extras: readonly Choice[],
  { owner, extras: own }: ButtonOptions,
): { readonly inMenu: readonly MenuEntry[]; readonly apart: readonly Labelled[] } {
  const entries = [
    ...extras.map((choice) => ({
      entry: {
        label: choice.label,
        description: choice.description,
        group: choice.group ?? null,
        value: encodeMenuValue(pressOf(choice), owner, choice.action),
      },
      button: labelled(choice),
    })),
    ...own.map(({ press, label, action, group: part }) => ({
      entry:
        part !== undefined && extras.length > 0
          ? { label, description: null, group: part, value: encodeMenuValue(press, owner, action) }
          : null,
      button: { press, label, action, primary: false } as const,
    })),
  ];
  const fits = ({ entry }: (typeof entries)[number]) => entry !== null && fitsMenu(entry);
  return {
    inMenu: entries.filter(fits).flatMap(({ entry }) => (entry ? [entry] : [])),
    apart: entries.filter((each) => !fits(each)).map(({ button }) => button),
  };
}

type Row = {
  readonly buttons: readonly Labelled[];
  readonly menu: types.StaticSelect | types.Overflow | null;
};

function rowsOf(buttons: readonly Labelled[], menu: Row["menu"] = null): readonly Row[] {
  const room = LIMITS.ACTIONS_ELEMENTS - 1;
  const rows = group(buttons, () => 1, Number.POSITIVE_INFINITY, room).map(
    (part): Row => ({ buttons: part, menu: null }),
  );
  if (menu === null) return rows;
  const last = rows.at(-1) ?? { buttons: [] };
  return [...rows.slice(0, -1), { ...last, menu }];
}

function labelled(choice: Choice): Labelled {
  const { label, action, primary } = choice;
  return { press: pressOf(choice), label, action, primary };
}

/** An answer with its example, in the brackets of its language. */
function withExample(choice: Choice): Labelled {
  const { label, description } = choice;
  if (description === null) return labelled(choice);
  const isJapanese = /[\u3040-\u30ff\u3400-\u9fff]/u.test(label + description);
  const whole = isJapanese ? `${label}（${description}）` : `${label} (${description})`;
  return { ...labelled(choice), label: whole };
}

function rowPiece(
  { buttons, menu }: Row,
  index: number,
  first: number,
  options: ButtonOptions,
): Piece {
  const elements = buttons.map((each, at) => buttonElement(each, first + at, options.owner));
  const shown: types.ActionsBlockElement[] = menu
    ? [...elements, { ...menu, action_id: `tl:below:${first + elements.length}` }]
    : elements;
  return {
    block: { type: "actions", block_id: `tl:${options.mark}:${index}`, elements: shown },
    text: buttons.map(({ label }) => `- ${label}`).join("\n"),
  };
}

function buttonElement(
  { press, label, action, primary }: Labelled,
  number: number,
  owner: string | null,
): types.Button {
  return {
    type: "button",
    action_id: `tl:${press}:${number}`,
    text: { type: "plain_text", text: label.slice(0, LIMITS.BUTTON_TEXT), emoji: false },
    value: encodeValue(owner, action),
    accessibility_label: label.slice(0, LIMITS.ACCESSIBILITY_LABEL),
    ...(primary ? { style: "primary" } : {}),
  };
}
