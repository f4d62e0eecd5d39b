import type { APIInteraction, APIInteractionResponse } from "discord.js";
import type { Content } from "../../core/content.ts";
import { decodeAction, encodeAction } from "../../core/wire.ts";
import type { Answer, Answering, Plan } from "./answering.ts";
import { button, rows } from "./choices.ts";
import { converseOn } from "./converse-on.ts";
import { type CustomId, decodeCustomId, mayUse, ownerMark } from "./custom-id.ts";
import { load } from "./files.ts";
import { form } from "./form.ts";
import { toMarkdown } from "./markdown.ts";
import { message, type Row } from "./message.ts";
import { isPrivateHere, type Place, pickLanguage } from "./place.ts";
import { shared } from "./share.ts";

type Press = Extract<APIInteraction, { type: 3 }>;

/** A press of a button or a choice from a menu → what answers it. */
export function planPress(answering: Answering, press: Press, place: Place, user: string): Plan {
  const id = decodeCustomId(press.data.custom_id);
  const mine = mayUse(id, user);
  const language = pickLanguage(answering.content, press.locale);
  switch (id.kind) {
    case "form":
      return mine ? openForm(answering.content, id) : startYours(answering.content, language, user);
    case "share":
      return mine
        ? share(answering, press, language)
        : startYours(answering.content, language, user);
    case "update":
      if (!mine) return startYours(answering.content, language, user);
      return converseOn(
        answering,
        press,
        { place, user },
        {
          input: { kind: "action", action: decodeAction(id.wire) },
          update: true,
          isPrivate: isPrivateHere(press.message.flags, place),
        },
      );
    case "reply":
    case "select": {
      const wire = id.kind === "reply" ? id.wire : chosenValue(press);
      if (isDoubleClick(answering, `${press.message.id}/${user}/${wire}`))
        return atOnce({ type: 6 });
      return converseOn(
        answering,
        press,
        { place, user },
        {
          input: { kind: "action", action: decodeAction(wire) },
          update: false,
          isPrivate: !mine || isPrivateHere(press.message.flags, place),
        },
      );
    }
  }
}

/** A second press this soon, in ms, is the same act. */
const DOUBLE_CLICK_MS = 1500;

/** Presses that change a card may be repeated without harm; those that post would post twice. */
function isDoubleClick({ pressed, now }: Answering, key: string): boolean {
  const last = pressed.get(key);
  if (last !== undefined && now() - last < DOUBLE_CLICK_MS) return true;
  pressed.set(key, now());
  return false;
}

function chosenValue({ data }: Press): string {
  return "values" in data ? (data.values[0] ?? "") : "";
}

function openForm(content: Content, { wire, language }: Extract<CustomId, { kind: "form" }>): Plan {
  const carried = decodeAction(wire);
  const answers = carried?.kind === "facts" ? carried.answers : {};
  const spoken = content.languages.find(({ tag }) => tag === language)?.tag ?? content.fallback;
  return atOnce({ type: 9, data: form(content, spoken, answers) });
}

/** Somebody else's card stays theirs; whoever presses it is offered one of their own. */
function startYours(content: Content, language: string, user: string): Plan {
  const text = toMarkdown(content.say(language, "platform:start_yours"));
  return atOnce({ type: 4, data: privateCard(text, startRow(content, language, ownerMark(user))) });
}

/** A private message is posted for all to see, once, with a button by which others start their own. */
function share({ content, draw, once }: Answering, press: Press, language: string): Plan {
  const make = async (): Promise<Answer> => {
    const made = shared(press.message, startRow(content, language, null));
    const problem = !made
      ? "discord:nothing"
      : (await once(`discord:shared/${press.message.id}`))
        ? null
        : "discord:shared_before";
    if (!made || problem) {
      const body = privateCard(content.say(language, problem ?? "discord:nothing"), null);
      return { messages: [{ body, files: [] }], update: false, isPrivate: true };
    }
    const files = await Promise.all(made.files.map((file) => load(file, draw)));
    return { messages: [{ body: made.body, files }], update: false, isPrivate: false };
  };
  return { kind: "message", deferral: { update: false, isPrivate: false }, make };
}

function startRow(content: Content, language: string, owner: string | null): Row | null {
  const start = encodeAction({ kind: "start" });
  const id: CustomId = owner
    ? { kind: "update", wire: start, owner }
    : { kind: "reply", wire: start, owner };
  return rows([button(id, content.say(language, "platform:start_button"), 1)])[0] ?? null;
}

function privateCard(text: string, row: Row | null) {
  return message([{ type: 10, content: text }, ...(row ? [row] : [])], [], true).body;
}

function atOnce(response: APIInteractionResponse): Plan {
  return { kind: "at_once", response };
}
