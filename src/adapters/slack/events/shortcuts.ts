import type { types } from "@slack/bolt";
import type { Answers } from "../../../advice/questions.ts";
import { mergeAnswers } from "../../../dialogue/answers.ts";
import { changedAnswers } from "../../../dialogue/describe.ts";
import type { Turn } from "../../../dialogue/turn.ts";
import type { SlackContext } from "../context.ts";
import { type ReplyTarget, replaceCard, whisper } from "../delivery/respond.ts";
import { privateBodies, publicBodies, viewBlocks } from "../render/message.ts";
import { formView, readForm, readMemory, resultView } from "../render/modal.ts";
import { conversationKey, mark } from "./ids.ts";
import { ownLanguage, speaks } from "./language.ts";
import { readable } from "./parse-event.ts";
import { textAt } from "./payload.ts";

/** `callback_id` of the message shortcut. */
export const ADVISE_ON_MESSAGE = "tl_advise_message";
/** `callback_id` of the global shortcut. */
export const OPEN_FORM = "tl_open_form";

/** "Advise on this": the message's facts are taken and only what is missing is asked, or its question answered, privately. */
export async function onMessageShortcut(slack: SlackContext, body: unknown): Promise<void> {
  const team = textAt(body, "team", "id") ?? textAt(body, "user", "team_id");
  const channel = textAt(body, "channel", "id");
  const user = textAt(body, "user", "id");
  const ts = textAt(body, "message", "ts");
  if (!team || !channel || !user || !ts) return;
  const thread = textAt(body, "message", "thread_ts");
  const language = await ownLanguage(slack, team, channel, user);
  const text = readable(textAt(body, "message", "text") ?? "", await slack.self(team));
  const turn: Turn = {
    id: `slack:${team}/${channel}/${ts}/shortcut/${textAt(body, "trigger_id") ?? textAt(body, "action_ts") ?? "-"}`,
    key: conversationKey(team, channel, thread, user),
    input: adviseOn(text, slack.options.readFacts(text, language)),
    ...(await speaks(slack, team, user)),
    addressed: true,
    unprompted: false,
  };
  const reply = await slack.options.runTurn(turn, null);
  if (!reply) return;
  const target: ReplyTarget = {
    team,
    channel,
    user,
    thread,
    message: null,
    hidden: true,
    responseUrl: textAt(body, "response_url"),
  };
  const place = { user, direct: channel.startsWith("D") };
  await whisper(
    slack,
    target,
    reply.about,
    privateBodies(slack, reply, place, mark(turn.id), () => null),
  );
}

/** A message without facts is a question, and one without words begins the flow. */
function adviseOn(text: string, answers: Answers): Turn["input"] {
  if (Object.keys(answers).length > 0)
    return { kind: "action", action: { kind: "facts", answers } };
  return text === "" ? { kind: "action", action: { kind: "start" } } : { kind: "text", text };
}

/** The global shortcut opens the form; its trigger works once and for 3 seconds. */
export async function onGlobalShortcut(slack: SlackContext, body: unknown): Promise<void> {
  const team = textAt(body, "team", "id") ?? textAt(body, "user", "team_id");
  const user = textAt(body, "user", "id");
  const trigger = textAt(body, "trigger_id");
  if (!team || !user || !trigger) return;
  const { content } = slack.options;
  const language = await ownLanguage(slack, team, "home", user);
  const view = formView(content, { language, target: null, answers: {} });
  await slack.call(team, "views.open", { trigger_id: trigger, view });
}

/** Answers a submitted form: with a view that takes its place, or null to close it. */
export type CloseForm = (view: types.ModalView | null) => Promise<void>;

/** The filled-in form: the card it came from is replaced, or the form itself shows the reply. */
export async function onForm(slack: SlackContext, body: unknown, close: CloseForm): Promise<void> {
  const team = textAt(body, "team", "id") ?? textAt(body, "user", "team_id");
  const user = textAt(body, "user", "id");
  const memory = readMemory(body);
  if (!team || !user || !memory) return await close(null);
  const { target } = memory;
  if (target) await close(null);
  const channel = target?.channel ?? "home";
  const turn: Turn = {
    id: `slack:${team}/${channel}/form/${textAt(body, "view", "id") ?? "-"}`,
    key: conversationKey(team, channel, target?.thread ?? null, user),
    input: {
      kind: "action",
      action: { kind: "facts", answers: answersOf(slack, body, memory.answers, memory.language) },
    },
    ...(await speaks(slack, team, user)),
    addressed: true,
    unprompted: false,
  };
  const reply = await slack.options.runTurn(turn, null);
  if (!target) {
    if (!reply) return await close(null);
    const view = resultView(slack.options.content, reply, viewBlocks(reply, user, mark(turn.id)));
    return await close(view);
  }
  if (!reply) return;
  const place = {
    ...target,
    direct: target.channel.startsWith("D"),
    question: null,
    edited: false,
    shared: false,
    forAll: false,
  };
  const bodies = (target.hidden ? privateBodies : publicBodies)(
    slack,
    reply,
    place,
    mark(turn.id),
    () => null,
  );
  await replaceCard(slack, target, reply, bodies);
}

/** What was chosen wins over what the free line says, and that over earlier answers. */
function answersOf(
  slack: SlackContext,
  body: unknown,
  earlier: Answers,
  language: string,
): Answers {
  const { chosen, details } = readForm(body);
  const told = details
    ? mergeAnswers(earlier, slack.options.readFacts(details, language))
    : earlier;
  return mergeAnswers(told, changedAnswers(told, chosen));
}
