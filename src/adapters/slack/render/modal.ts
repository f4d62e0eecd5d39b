import type { types } from "@slack/bolt";
import {
  type Answers,
  isOption,
  OPTIONS,
  QUESTIONS,
  type Question,
} from "../../../advice/questions.ts";
import { decodeAction, encodeAction } from "../../../dialogue/action-codec.ts";
import type { Content } from "../../../dialogue/content.ts";
import type { Reply } from "../../../dialogue/reply.ts";
import { withoutMarkup } from "../../../nlu/markup.ts";
import type { ReplyTarget } from "../delivery/respond.ts";
import { at, textAt } from "../events/payload.ts";
import { LIMITS } from "./limits.ts";

/** `callback_id` of the form with all three questions. */
export const FORM = "tl_form";
/** `callback_id` of a modal that shows a reply. */
export const RESULT = "tl_result";

/** What a form must remember: the language, the card that it was opened from (null: none), and earlier answers. */
export type FormMemory = {
  readonly language: string;
  readonly target: ReplyTarget | null;
  readonly answers: Answers;
};

/** The form: three questions, each may stay open, and a line for more. */
export function formView(content: Content, memory: FormMemory): types.ModalView {
  const say = (key: string) => content.say(memory.language, key);
  return {
    type: "modal",
    callback_id: FORM,
    private_metadata: writeMemory(memory),
    title: plain(say("platform:form.title"), LIMITS.MODAL_TITLE),
    submit: plain(say("platform:form.submit"), LIMITS.MODAL_TITLE),
    close: plain(say("platform:form.close"), LIMITS.MODAL_TITLE),
    blocks: [
      ...QUESTIONS.map((question) => questionInput(say, question, memory.answers)),
      detailsInput(say),
    ],
  };
}

type Say = (key: string) => string;

function questionInput(say: Say, question: Question, answers: Answers): types.InputBlock {
  const options = [
    ...OPTIONS[question].map((option) => ({
      text: plain(say(`flow:options.${question}.${option}.label`), LIMITS.OPTION_TEXT),
      description: plain(
        say(`flow:options.${question}.${option}.about`),
        LIMITS.OPTION_DESCRIPTION,
      ),
      value: option as string,
    })),
    { text: plain(say("flow:controls.unknown"), LIMITS.OPTION_TEXT), value: "unknown" },
  ];
  const chosen = options.find((option) => option.value === answers[question]);
  return {
    type: "input",
    block_id: question,
    optional: true,
    label: plain(withoutMarkup(say(`flow:ask.${question}`)), LIMITS.ALT_TEXT),
    hint: plain(say(`flow:hint.${question}`), LIMITS.ALT_TEXT),
    element: {
      type: "radio_buttons",
      action_id: "option",
      options,
      ...(chosen ? { initial_option: chosen } : {}),
    },
  };
}

function detailsInput(say: Say): types.InputBlock {
  return {
    type: "input",
    block_id: "details",
    optional: true,
    label: plain(say("platform:form.details"), LIMITS.ALT_TEXT),
    hint: plain(say("platform:form.details_hint"), LIMITS.ALT_TEXT),
    element: { type: "plain_text_input", action_id: "text", max_length: 500 },
  };
}

/** What was filled in; an untouched question is absent. `details` is the free line. Never throws. */
export function readForm(body: unknown): { readonly chosen: Answers; readonly details: string } {
  const chosen: { [question: string]: string } = {};
  for (const question of QUESTIONS) {
    const value = textAt(
      body,
      "view",
      "state",
      "values",
      question,
      "option",
      "selected_option",
      "value",
    );
    if (value && (value === "unknown" || isOption(question, value))) chosen[question] = value;
  }
  return {
    chosen: chosen as Answers,
    details: textAt(body, "view", "state", "values", "details", "text", "value") ?? "",
  };
}

/** A reply as a modal; `blocks` are rendered for a view. */
export function resultView(
  content: Content,
  reply: Reply,
  blocks: types.KnownBlock[],
): types.ModalView {
  return {
    type: "modal",
    callback_id: RESULT,
    title: plain(content.say(reply.language, "platform:form.title"), LIMITS.MODAL_TITLE),
    close: plain(content.say(reply.language, "platform:form.done"), LIMITS.MODAL_TITLE),
    blocks,
  };
}

function plain(text: string, max: number): types.PlainTextElement {
  return { type: "plain_text", text: text.slice(0, max), emoji: false };
}

function writeMemory({ language, target, answers }: FormMemory): string {
  // `spot` is its name in forms that are open while a new version starts.
  const wire = encodeAction({ kind: "facts", answers });
  return JSON.stringify({ language, spot: target, answers: wire });
}

/** The memory of a submitted form, or null when it is not one of ours. Never throws. */
export function readMemory(body: unknown): FormMemory | null {
  let json: unknown;
  try {
    json = JSON.parse(textAt(body, "view", "private_metadata") ?? "");
  } catch {
    return null;
  }
  const language = textAt(json, "language");
  const action = decodeAction(textAt(json, "answers") ?? "");
  if (!language) return null;
  return {
    language,
    target: readTarget(json),
    answers: action?.kind === "facts" ? action.answers : {},
  };
}

function readTarget(json: unknown): ReplyTarget | null {
  const team = textAt(json, "spot", "team");
  const channel = textAt(json, "spot", "channel");
  const user = textAt(json, "spot", "user");
  if (!team || !channel || !user) return null;
  return {
    team,
    channel,
    user,
    thread: textAt(json, "spot", "thread"),
    message: textAt(json, "spot", "message"),
    hidden: at(json, "spot", "hidden") === true,
    responseUrl: textAt(json, "spot", "responseUrl"),
  };
}
