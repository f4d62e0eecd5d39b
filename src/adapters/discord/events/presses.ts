import type { APIInteractionResponse } from "discord.js";
import { decodeAction } from "../../../dialogue/action-codec.ts";
import type { Content } from "../../../dialogue/content.ts";
import type { Answering, Plan } from "../connection/acknowledge.ts";
import { offerOwn, offerToAll } from "../render/share-offers.ts";
import { type Conversation, isPrivateHere } from "./conversation.ts";
import type { Press } from "./custom-id.ts";
import { type CustomId, decodeCustomId, decodeEntry, mayUse } from "./custom-id.ts";
import { form } from "./read-form.ts";
import { runTurnFor, type TurnPlan, type Where } from "./run-turn.ts";

/** Press → what answers it. */
export function planPress(
  answering: Answering,
  press: Press,
  place: Conversation,
  user: string,
): Plan {
  const id = chosen(press);
  const mine = mayUse(id, user);
  const where = { place, user };
  switch (id.kind) {
    case "form":
      return mine ? openForm(answering.content, id) : offerOwn(answering, press, where);
    case "share":
      return mine
        ? offerToAll(answering, press, where, sayToAll(answering, press, where, id.wire))
        : offerOwn(answering, press, where);
    case "update":
      if (!mine) return offerOwn(answering, press, where);
      return runTurnFor(answering, press, where, {
        input: { kind: "action", action: decodeAction(id.wire) },
        update: true,
        isPrivate: isPrivateHere(press.message.flags, place),
      });
    case "reply": {
      const { wire } = id;
      if (isDoubleClick(answering, `${press.message.id}/${user}/${wire}`))
        return atOnce({ type: 6 });
      return runTurnFor(answering, press, where, {
        input: { kind: "action", action: decodeAction(wire) },
        update: false,
        isPrivate: !mine || isPrivateHere(press.message.flags, place),
      });
    }
  }
}

function sayToAll(answering: Answering, press: Press, where: Where, wire: string): TurnPlan {
  return runTurnFor(answering, press, where, {
    input: { kind: "action", action: decodeAction(wire) },
    update: false,
    isPrivate: false,
    forAll: true,
  });
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

/** What was pressed, or which entry of a menu was chosen. */
function chosen({ data }: Press): Exclude<CustomId, { kind: "select" }> {
  const id = decodeCustomId(data.custom_id);
  if (id.kind !== "select") return id;
  return decodeEntry("values" in data ? (data.values[0] ?? "") : "", id.owner);
}

function openForm(content: Content, { wire, language }: Extract<CustomId, { kind: "form" }>): Plan {
  const carried = decodeAction(wire);
  const answers = carried?.kind === "facts" ? carried.answers : {};
  const spoken = content.languages.find(({ tag }) => tag === language)?.tag ?? content.fallback;
  return atOnce({ type: 9, data: form(content, spoken, answers) });
}

function atOnce(response: APIInteractionResponse): Plan {
  return { kind: "at_once", response };
}
