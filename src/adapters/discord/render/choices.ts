import type { APIButtonComponentWithCustomId, APIStringSelectComponent } from "discord.js";
import { encodeAction } from "../../../dialogue/action-codec.ts";
import { placementOf } from "../../../dialogue/placement.ts";
import type { Choice, Reply } from "../../../dialogue/reply.ts";
import { answersForForm } from "../../shared/form-offer.ts";
import { type CustomId, encodeCustomId } from "../events/custom-id.ts";
import { LIMITS, shorten } from "./limits.ts";
import { escapeText } from "./markdown.ts";
import type { Row } from "./message.ts";

/** How a reply's choices are shown. `owner` is the mark of the person who may use them, or null for anybody. */
export type ChoiceOptions = {
  readonly owner: string | null;
  /** Whether the message is private and may be posted for all to see. */
  readonly shareable: boolean;
  readonly say: (key: string) => string;
};

/** Options that are described, as numbered lines above their buttons; null when the labels say it all. */
export function describeOptions(choices: readonly Choice[]): string | null {
  const options = choices.filter(({ role }) => role === "option");
  if (!options.some(({ description }) => description !== null)) return null;
  return options
    .map(({ label, description }, index) => {
      const line = `**${index + 1}. ${escapeText(label)}**`;
      return description === null ? line : `${line}\n-# ${escapeText(description)}`;
    })
    .join("\n");
}

/** All choices of a reply as rows, in its order: options, then topics and extras, then controls. */
export function choiceRows(reply: Reply, options: ChoiceOptions): Row[] {
  const place = placeFor(options.owner);
  const of = (role: Choice["role"]) =>
    unique(reply.choices.filter((choice) => choice.role === role));
  const numbered = describeOptions(reply.choices) !== null;
  const answers = of("option").map((choice, index) =>
    button(
      place(choice),
      numbered ? `${index + 1}. ${choice.label}` : choice.label,
      choice.primary ? 1 : 2,
    ),
  );
  const controls = of("control").map((choice) =>
    button(place(choice), choice.label, choice.primary ? 1 : 2),
  );
  const known = answersForForm(reply);
  if (known) {
    const wire = encodeAction({ kind: "facts", answers: known });
    controls.push(
      button(
        { kind: "form", wire, language: reply.language, owner: options.owner },
        options.say("platform:form.open"),
        2,
      ),
    );
  }
  const share = shareButton(reply, options);
  if (share) controls.push(share);
  return [
    ...rows(answers),
    ...many(of("topic"), place, { ...options, number: 1, placeholder: "discord:choose_topic" }),
    ...many(of("extra"), place, { ...options, number: 2, placeholder: "discord:choose_extra" }),
    ...rows(controls),
  ];
}

/** The button that posts a private message for all to see; null where there is nothing worth it. */
function shareButton(
  reply: Reply,
  { shareable, owner, say }: ChoiceOptions,
): APIButtonComponentWithCustomId | null {
  if (!shareable || !reply.shareable) return null;
  const wire = encodeAction(reply.shareable);
  return button({ kind: "share", wire, owner }, say("platform:post_to_channel"), 2);
}

/** A button. Style 1 is primary, 2 secondary. */
export function button(id: CustomId, label: string, style: 1 | 2): APIButtonComponentWithCustomId {
  return {
    type: 2,
    style,
    label: shorten(label, LIMITS.buttonLabel),
    custom_id: encodeCustomId(id),
  };
}

/** Buttons in rows of five. */
export function rows(buttons: readonly APIButtonComponentWithCustomId[]): Row[] {
  const found: Row[] = [];
  for (let start = 0; start < buttons.length; start += LIMITS.buttonsPerRow) {
    found.push({ type: 1, components: buttons.slice(start, start + LIMITS.buttonsPerRow) });
  }
  return found;
}

/** Few choices as buttons, more as select menus. */
function many(
  choices: readonly Choice[],
  place: PlaceOf,
  options: ChoiceOptions & { readonly number: number; readonly placeholder: string },
): Row[] {
  if (choices.length <= LIMITS.buttonsPerRow) {
    return rows(
      choices.map((choice) => button(place(choice), choice.label, choice.primary ? 1 : 2)),
    );
  }
  const menus: Row[] = [];
  for (let start = 0; start < choices.length; start += LIMITS.selectOptions) {
    const part = choices.slice(start, start + LIMITS.selectOptions);
    const number = options.number * 10 + menus.length;
    menus.push({ type: 1, components: [menu(part, number, options)] });
  }
  return menus;
}

function menu(
  choices: readonly Choice[],
  number: number,
  { owner, say, placeholder }: ChoiceOptions & { readonly placeholder: string },
): APIStringSelectComponent {
  return {
    type: 3,
    custom_id: encodeCustomId({ kind: "select", number, owner }),
    placeholder: shorten(say(placeholder), LIMITS.placeholder),
    options: choices.map(({ label, description, action }) => ({
      label: shorten(label, LIMITS.selectText),
      value: encodeAction(action),
      ...(description !== null && { description: shorten(description, LIMITS.selectText) }),
    })),
  };
}

type PlaceOf = (choice: Choice) => CustomId;

/** A press on a choice in place changes the message; whatever else is chosen leaves it and answers below. */
function placeFor(owner: string | null): PlaceOf {
  return (choice) => ({
    kind: placementOf(choice) === "in_place" ? "update" : "reply",
    wire: encodeAction(choice.action),
    owner,
  });
}

/** The same action twice in one message would be the same custom_id twice, which is refused. */
function unique(choices: readonly Choice[]): Choice[] {
  const seen = new Set<string>();
  return choices.filter(({ action }) => {
    const wire = encodeAction(action);
    if (seen.has(wire)) return false;
    seen.add(wire);
    return true;
  });
}
