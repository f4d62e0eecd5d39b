import type { APIButtonComponentWithCustomId, APIStringSelectComponent } from "discord.js";
import { type Answers, QUESTIONS } from "../../../advice/questions.ts";
import type { Action } from "../../../dialogue/action.ts";
import { encodeAction } from "../../../dialogue/action-codec.ts";
import type { Choice, Reply } from "../../../dialogue/reply.ts";
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
  const place = placeOf(reply, options.owner);
  const of = (role: Choice["role"]) =>
    unique(reply.choices.filter((choice) => choice.role === role));
  const numbered = describeOptions(reply.choices) !== null;
  const answers = of("option").map((choice, index) =>
    button(
      place(choice.action),
      numbered ? `${index + 1}. ${choice.label}` : choice.label,
      choice.primary ? 1 : 2,
    ),
  );
  const controls = of("control").map((choice) =>
    button(place(choice.action), choice.label, choice.primary ? 1 : 2),
  );
  const known = answersSoFar(reply);
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
export function shareButton(
  { about }: Reply,
  { shareable, owner, say }: ChoiceOptions,
): APIButtonComponentWithCustomId | null {
  if (!shareable || !/^(topic|advise|flips|settings|cost|map|record|why_not|recipe):/.test(about))
    return null;
  return button({ kind: "share", owner }, say("platform:post_to_channel"), 2);
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
  place: (action: Action) => CustomId,
  options: ChoiceOptions & { readonly number: number; readonly placeholder: string },
): Row[] {
  if (choices.length <= LIMITS.buttonsPerRow) {
    return rows(
      choices.map(({ action, label, primary }) => button(place(action), label, primary ? 1 : 2)),
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

/** Steps of the flow and of the welcome change its one message; whatever else is chosen leaves the message and answers below it. */
function placeOf(reply: Reply, owner: string | null): (action: Action) => CustomId {
  const card = /^(ask|advise|team|welcome|quiz):|^check$/.test(reply.about);
  return (action) => {
    const inPlace = (card && STEPS.has(action.kind)) || reply.about === "clarify";
    return { kind: inPlace ? "update" : "reply", wire: encodeAction(action), owner };
  };
}

const STEPS: ReadonlySet<Action["kind"]> = new Set([
  "start",
  "facts",
  "answer",
  "back",
  "why",
  "advise",
  "cancel",
  "welcome",
  "check",
  "quiz",
]);

/** The answers that a question's card carries, or null when it asks nothing or only one question is left. */
function answersSoFar(reply: Reply): Answers | null {
  for (const { action } of reply.choices) {
    if (action.kind !== "answer") continue;
    const { [action.question]: _, ...rest } = action.answers;
    const others: Answers = rest;
    const open = QUESTIONS.filter((question) => others[question] === undefined);
    return open.length > 1 ? others : null;
  }
  return null;
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
