import type { APIButtonComponentWithCustomId, APISectionComponent } from "discord.js";
import { encodeAction } from "../../../dialogue/action-codec.ts";
import { placementOf } from "../../../dialogue/placement.ts";
import type { Choice, Reply } from "../../../dialogue/reply.ts";
import { answersForForm } from "../../shared/form-offer.ts";
import { type CustomId, encodeCustomId } from "../events/custom-id.ts";
import { LIMITS, shorten } from "./limits.ts";
import { escapeText } from "./markdown.ts";
import { entryOf, menuRows, shareEntry } from "./menus.ts";
import type { Row } from "./message.ts";

/** How a reply's choices are shown. `owner` is the mark of the person who may use them, or null for anybody. */
export type ChoiceOptions = {
  readonly owner: string | null;
  /** Whether the message is private and may be posted for all to see. */
  readonly shareable: boolean;
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
};

/** What a reply's choices become: sections of a text and a button each, then rows of buttons and menus. */
export type ShownChoices = {
  readonly sections: readonly APISectionComponent[];
  readonly rows: readonly Row[];
};

/**
 * All choices of a reply, each once. What is told in a line is a section; the other answers and topics are buttons; then come the
 * buttons of the card, its menu and the rating.
 */
export function showChoices(reply: Reply, options: ChoiceOptions): ShownChoices {
  const place = placeFor(options.owner);
  const of = (role: Choice["role"]) =>
    unique(reply.choices.filter((choice) => choice.role === role));
  const answers = of("option");
  const topics = of("topic");
  const toButton = (choice: Choice) => button(place(choice), choice.label, choice.primary ? 1 : 2);
  const told = answers.some(isTold) ? answers : [];
  const toldTopics = topics.some(isTold) ? topics.slice(0, MOST_SECTIONS) : [];
  const sections = [
    ...told.map((choice, at) =>
      section(choice, place(choice), options.say("card:choose", { number: at + 1 })),
    ),
    ...toldTopics.map((choice) => section(choice, place(choice), options.say("card:this_one"))),
  ];
  const extras = of("extra").map(entryOf);
  const { owner, say } = options;
  const share = options.shareable && reply.shareable ? encodeAction(reply.shareable) : null;
  const shareLabel = say("platform:post_to_channel");
  const inMenu = share !== null && extras.length > 0;
  const entries = inMenu ? [...extras, shareEntry(share, shareLabel)] : extras;
  const controls = [
    ...of("control").map(toButton),
    ...formButtons(reply, options),
    ...(share === null || inMenu
      ? []
      : [button({ kind: "share", wire: share, owner }, shareLabel, 2)]),
  ];
  return {
    sections,
    rows: [
      ...rows(told.length > 0 ? [] : answers.map(toButton)),
      ...topicRows(topics.slice(toldTopics.length), toButton, options),
      ...rows(controls),
      ...menuRows(entries, { owner, name: reply.menu ?? say("discord:choose_extra"), first: 20 }),
      ...rows(of("rating").map((choice) => thumb(choice, place(choice)))),
    ],
  };
}

/** A section takes three components. */
const MOST_SECTIONS = 5;

function isTold({ description }: Choice): boolean {
  return description !== null;
}

function section(
  { label, description }: Choice,
  id: CustomId,
  pressed: string,
): APISectionComponent {
  const line = description === null ? "" : `\n-# ${escapeText(description)}`;
  return {
    type: 9,
    components: [{ type: 10, content: `**${escapeText(label)}**${line}` }],
    accessory: button(id, pressed, 2),
  };
}

/** Few topics as buttons, more as a menu. */
function topicRows(
  topics: readonly Choice[],
  toButton: (choice: Choice) => APIButtonComponentWithCustomId,
  { owner, say }: ChoiceOptions,
): Row[] {
  return topics.length <= LIMITS.buttonsPerRow
    ? rows(topics.map(toButton))
    : menuRows(topics.map(entryOf), { owner, name: say("discord:choose_topic"), first: 10 });
}

function thumb(choice: Choice, id: CustomId): APIButtonComponentWithCustomId {
  const helpful = choice.action.kind === "rate" && choice.action.helpful;
  return { ...button(id, choice.label, 2), emoji: { name: helpful ? "👍" : "👎" } };
}

/** The button that opens all questions at once, where more than one is open. */
function formButtons(
  reply: Reply,
  { owner, say }: ChoiceOptions,
): readonly APIButtonComponentWithCustomId[] {
  const known = answersForForm(reply);
  if (!known) return [];
  const wire = encodeAction({ kind: "facts", answers: known });
  return [
    button({ kind: "form", wire, language: reply.language, owner }, say("platform:form.open"), 2),
  ];
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
