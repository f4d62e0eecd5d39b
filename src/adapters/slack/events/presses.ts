import type { Action } from "../../../dialogue/action.ts";
import { type Placement, placementOf } from "../../../dialogue/placement.ts";
import type { Reply } from "../../../dialogue/reply.ts";
import type { Turn } from "../../../dialogue/turn.ts";
import type { SlackContext } from "../context.ts";
import { giveFiles } from "../delivery/files.ts";
import { type ReplyTarget, replaceCard, whisper } from "../delivery/respond.ts";
import { uploadPictures } from "../delivery/uploads.ts";
import { decodeValue, TEAM } from "../render/choice-value.ts";
import { privateBodies, publicBodies, viewBlocks } from "../render/message.ts";
import { formView, resultView } from "../render/modal.ts";
import { startYours } from "../render/start-yours.ts";
import { addressTo, type Place } from "./conversation.ts";
import { publishHome } from "./home-events.ts";
import { conversationKey, mark } from "./ids.ts";
import { ownLanguage, RIGHTS_MS, type Speaks, speaks } from "./language.ts";
import type { Pressed, PressedView } from "./parse-press.ts";

/** A press that was acknowledged already. */
export async function onPress(slack: SlackContext, pressed: Pressed): Promise<void> {
  const { owner, action } = decodeValue(pressed.value);
  const channel = pressed.channel ?? "home";
  const language = () => ownLanguage(slack, pressed.team, channel, pressed.user);
  const isOwn = owner === null || owner === TEAM || owner === pressed.user;
  const target = targetOf(pressed);
  const placement = placementIn(pressed, action);
  if (!isOwn && target && (placement === null || placement === "in_place"))
    return await startYours(slack, target, await language());
  if (pressed.press === "form")
    return await openForm(slack, pressed, target, action, await language());
  const turn = turnOf(
    pressed,
    action,
    placement,
    await speaks(slack, pressed.team, pressed.user, RIGHTS_MS),
  );
  if (pressed.view) return await answerInView(slack, pressed, pressed.view, turn);
  if (!target) return;
  if (pressed.press === "post") return await postForAll(slack, pressed, target, turn);
  const isEverybodys = owner === null && !target.hidden && !pressed.direct;
  if (placement === "in_place" && action && !isEverybodys)
    return await answerInPlace(slack, target, turn);
  if (target.hidden || isEverybodys || !isOwn || placement === "alone" || action === null)
    return await answerPrivately(slack, target, turn);
  await slack.options.runTurn(turn, addressTo(placeOf(pressed, target)));
}

/** Where the choice is answered, as its button says; null for a button of the adapter's own. */
function placementIn({ press }: Pressed, action: Action | null): Placement | null {
  switch (press) {
    case "here":
      return "in_place";
    case "below":
    case "alone":
      return press;
    case "act":
      return action === null ? "below" : placementOf({ action });
    case "form":
    case "post":
      return null;
  }
}

function targetOf(pressed: Pressed): ReplyTarget | null {
  if (!pressed.channel || pressed.view) return null;
  const { team, user, channel, message, hidden, responseUrl } = pressed;
  return { team, user, channel, message, hidden, responseUrl, thread: threadOf(pressed) };
}

/** The thread in which the card's conversation goes on; a card in a channel's main line has its own. */
function threadOf(pressed: Pressed): string | null {
  if (pressed.thread) return pressed.thread;
  return pressed.direct || pressed.hidden ? null : pressed.message;
}

/** Two presses of one choice so close together, in seconds, are a double click. */
const DOUBLE_CLICK_S = 2;

/**
 * A double click is one turn: the same rendering, person and choice. A choice that leaves its card as it is may be made again
 * as soon as it is no double click.
 */
function turnOf(
  pressed: Pressed,
  action: Action | null,
  placement: Placement | null,
  spoken: Speaks,
): Turn {
  const channel = pressed.channel ?? "home";
  const card = pressed.message ?? pressed.view?.id ?? "-";
  const again =
    placement === "in_place" ? "" : `/${Math.floor(Number(pressed.at) / DOUBLE_CLICK_S)}`;
  return {
    id: `slack:${pressed.team}/${channel}/${card}/${mark(`${pressed.mark} ${pressed.user} ${pressed.press} ${pressed.value}`)}${again}`,
    key: conversationKey(pressed.team, channel, threadOf(pressed), pressed.user),
    input: { kind: "action", action },
    ...spoken,
    addressed: true,
    unprompted: false,
  };
}

function placeOf(pressed: Pressed, target: ReplyTarget): Place {
  return {
    team: target.team,
    channel: target.channel,
    thread: target.thread,
    user: target.user,
    direct: pressed.direct,
    question: target.message,
    edited: false,
    shared: false,
    forAll: false,
    responseUrl: null,
  };
}

async function answerInPlace(slack: SlackContext, target: ReplyTarget, turn: Turn): Promise<void> {
  const reply = await slack.options.runTurn(turn, null);
  // What went wrong is told beside a card that others see, too.
  if (reply?.audience === "asker" && !target.hidden && !target.channel.startsWith("D"))
    return await sayPrivately(slack, target, turn, reply);
  if (!reply) return;
  await replaceCard(slack, target, reply, await bodiesFor(slack, target, turn, reply));
  await giveFiles(slack, target, reply, mark(turn.id));
}

async function bodiesFor(slack: SlackContext, target: ReplyTarget, turn: Turn, reply: Reply) {
  const pictures = await uploadPictures(slack, target.team, reply);
  const direct = target.channel.startsWith("D");
  const place = { ...target, direct, question: null, edited: false, shared: false, forAll: false };
  return target.hidden
    ? privateBodies(slack, reply, place, mark(turn.id), pictures)
    : publicBodies(slack, reply, place, mark(turn.id), pictures);
}

async function answerPrivately(
  slack: SlackContext,
  target: ReplyTarget,
  turn: Turn,
): Promise<void> {
  const reply = await slack.options.runTurn(turn, null);
  if (reply) await sayPrivately(slack, target, turn, reply);
}

async function sayPrivately(
  slack: SlackContext,
  target: ReplyTarget,
  turn: Turn,
  reply: Reply,
): Promise<void> {
  const pictures = await uploadPictures(slack, target.team, reply);
  const place = { user: target.user, direct: target.channel.startsWith("D") };
  await whisper(
    slack,
    target,
    reply.about,
    privateBodies(slack, reply, place, mark(turn.id), pictures),
  );
  await giveFiles(slack, target, reply, mark(turn.id));
}

async function postForAll(
  slack: SlackContext,
  pressed: Pressed,
  target: ReplyTarget,
  turn: Turn,
): Promise<void> {
  const place = {
    ...placeOf(pressed, target),
    question: null,
    shared: true,
    responseUrl: target.responseUrl,
  };
  await slack.options.runTurn(turn, addressTo(place));
}

async function openForm(
  slack: SlackContext,
  pressed: Pressed,
  target: ReplyTarget | null,
  action: Action | null,
  language: string,
): Promise<void> {
  if (!pressed.triggerId) return;
  const answers = action?.kind === "facts" ? action.answers : {};
  const view = formView(slack.options.content, { language, target, answers });
  await slack.call(pressed.team, "views.open", { trigger_id: pressed.triggerId, view });
}

/** In a modal the reply takes the view's place; from the Home tab it opens one. */
async function answerInView(
  slack: SlackContext,
  pressed: Pressed,
  view: PressedView,
  turn: Turn,
): Promise<void> {
  const reply = await slack.options.runTurn(turn, null);
  if (!reply) return;
  const shown = resultView(
    slack.options.content,
    reply,
    viewBlocks(reply, pressed.user, mark(turn.id)),
  );
  if (view.kind === "modal") {
    await slack.call(pressed.team, "views.update", { view_id: view.id, view: shown });
    return;
  }
  if (pressed.triggerId)
    await slack.call(pressed.team, "views.open", { trigger_id: pressed.triggerId, view: shown });
  if (turn.input.kind === "action" && turn.input.action?.kind === "language") {
    await publishHome(slack, pressed.team, pressed.user, reply.language);
  }
}
