import type { Action } from "../../core/action.ts";
import type { Reply } from "../../core/reply.ts";
import type { Turn } from "../../core/turn.ts";
import { decodeValue, TEAM } from "./choice-value.ts";
import type { Desk } from "./desk.ts";
import { publishHome } from "./home-events.ts";
import { conversationKey, mark } from "./ids.ts";
import { ownLanguage, type Speaks, speaks } from "./language.ts";
import { privateBodies, publicBodies, viewBlocks } from "./message.ts";
import { formView, resultView } from "./modal.ts";
import { addressTo, type Place } from "./place.ts";
import type { Pressed, PressedView } from "./press.ts";
import { replaceCard, type Spot, whisper } from "./respond.ts";
import { startYours } from "./start-yours.ts";
import { uploadPictures } from "./uploads.ts";

/** Actions that go on with the card they stand on: it is replaced. The others are answered beside it. */
const IN_PLACE: Readonly<Record<Action["kind"], boolean>> = {
  answer: true,
  back: true,
  why: true,
  advise: true,
  cancel: true,
  facts: true,
  start: false,
  topic: false,
  more: false,
  topics: false,
  help: false,
  language: false,
  detail: false,
  why_not: false,
  recipe: false,
  rate: false,
  privacy: false,
  welcome: true,
  check: true,
  quiz: true,
  office: false,
};

/** Actions that change what their owner is doing: another person gets their own instead. */
const OWNERS_ONLY: ReadonlySet<Action["kind"]> = new Set([
  "answer",
  "back",
  "why",
  "advise",
  "cancel",
  "facts",
  "language",
]);

/** A press that was acknowledged already. */
export async function onPress(desk: Desk, pressed: Pressed): Promise<void> {
  const { owner, action } = decodeValue(pressed.value);
  const channel = pressed.channel ?? "home";
  const language = () => ownLanguage(desk, pressed.team, channel, pressed.user);
  const isOwn = owner === null || owner === TEAM || owner === pressed.user;
  const spot = spotOf(pressed);
  if (!isOwn && spot && (pressed.press !== "act" || (action && OWNERS_ONLY.has(action.kind)))) {
    return await startYours(desk, spot, await language());
  }
  if (pressed.press === "form")
    return await openForm(desk, pressed, spot, action, await language());
  const turn = turnOf(pressed, action, await speaks(desk, pressed.team, pressed.user));
  if (pressed.view) return await answerInView(desk, pressed, pressed.view, turn);
  if (!spot) return;
  if (pressed.press === "post") return await postForAll(desk, pressed, spot, turn);
  const isEverybodys = owner === null && !spot.hidden && !pressed.direct;
  if (action && IN_PLACE[action.kind] && !isEverybodys)
    return await answerInPlace(desk, spot, turn);
  if (spot.hidden || isEverybodys || !isOwn || action?.kind === "rate" || action === null)
    return await answerPrivately(desk, spot, turn);
  await desk.options.converse(turn, addressTo(placeOf(pressed, spot)));
}

function spotOf(pressed: Pressed): Spot | null {
  if (!pressed.channel || pressed.view) return null;
  const { team, user, channel, message, hidden, responseUrl } = pressed;
  return { team, user, channel, message, hidden, responseUrl, thread: threadOf(pressed) };
}

/** The thread in which the card's conversation goes on; a card in a channel's main line has its own. */
function threadOf(pressed: Pressed): string | null {
  if (pressed.thread) return pressed.thread;
  return pressed.direct || pressed.hidden ? null : pressed.message;
}

/**
 * A double click is one turn: the same rendering, person and choice. What is answered beside the card may be asked for again
 * a minute later, as the card stays the same.
 */
function turnOf(pressed: Pressed, action: Action | null, spoken: Speaks): Turn {
  const channel = pressed.channel ?? "home";
  const card = pressed.message ?? pressed.view?.id ?? "-";
  const again = action && IN_PLACE[action.kind] ? "" : `/${Math.floor(Number(pressed.at) / 60)}`;
  return {
    id: `slack:${pressed.team}/${channel}/${card}/${mark(`${pressed.mark} ${pressed.user} ${pressed.press} ${pressed.value}`)}${again}`,
    key: conversationKey(pressed.team, channel, threadOf(pressed), pressed.user),
    input: { kind: "action", action },
    ...spoken,
    addressed: true,
    overheard: false,
  };
}

function placeOf(pressed: Pressed, spot: Spot): Place {
  return {
    team: spot.team,
    channel: spot.channel,
    thread: spot.thread,
    user: spot.user,
    direct: pressed.direct,
    question: spot.message,
    edited: false,
    shared: false,
    forAll: false,
    responseUrl: null,
  };
}

async function answerInPlace(desk: Desk, spot: Spot, turn: Turn): Promise<void> {
  const reply = await desk.options.converse(turn, null);
  if (reply) await replaceCard(desk, spot, reply, await bodiesFor(desk, spot, turn, reply));
}

async function bodiesFor(desk: Desk, spot: Spot, turn: Turn, reply: Reply) {
  const pictures = await uploadPictures(desk, spot.team, reply);
  const direct = spot.channel.startsWith("D");
  const place = { ...spot, direct, question: null, edited: false, shared: false, forAll: false };
  return spot.hidden
    ? privateBodies(desk, reply, place, mark(turn.id), pictures)
    : publicBodies(desk, reply, place, mark(turn.id), pictures);
}

async function answerPrivately(desk: Desk, spot: Spot, turn: Turn): Promise<void> {
  const reply = await desk.options.converse(turn, null);
  if (!reply) return;
  const pictures = await uploadPictures(desk, spot.team, reply);
  const place = { user: spot.user, direct: spot.channel.startsWith("D") };
  await whisper(
    desk,
    spot,
    reply.about,
    privateBodies(desk, reply, place, mark(turn.id), pictures),
  );
}

async function postForAll(desk: Desk, pressed: Pressed, spot: Spot, turn: Turn): Promise<void> {
  const place = {
    ...placeOf(pressed, spot),
    question: null,
    shared: true,
    responseUrl: spot.responseUrl,
  };
  await desk.options.converse(turn, addressTo(place));
}

async function openForm(
  desk: Desk,
  pressed: Pressed,
  spot: Spot | null,
  action: Action | null,
  language: string,
): Promise<void> {
  if (!pressed.triggerId) return;
  const answers = action?.kind === "facts" ? action.answers : {};
  const view = formView(desk.options.content, { language, spot, answers });
  await desk.call(pressed.team, "views.open", { trigger_id: pressed.triggerId, view });
}

/** In a modal the reply takes the view's place; from the Home tab it opens one. */
async function answerInView(
  desk: Desk,
  pressed: Pressed,
  view: PressedView,
  turn: Turn,
): Promise<void> {
  const reply = await desk.options.converse(turn, null);
  if (!reply) return;
  const shown = resultView(
    desk.options.content,
    reply,
    viewBlocks(reply, pressed.user, mark(turn.id)),
  );
  if (view.kind === "modal") {
    await desk.call(pressed.team, "views.update", { view_id: view.id, view: shown });
    return;
  }
  if (pressed.triggerId)
    await desk.call(pressed.team, "views.open", { trigger_id: pressed.triggerId, view: shown });
  if (turn.input.kind === "action" && turn.input.action?.kind === "language") {
    await publishHome(desk, pressed.team, pressed.user, reply.language);
  }
}
