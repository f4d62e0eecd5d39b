import { keep } from "../fakes/slack/methods.ts";
import {
  command,
  deleted,
  direct,
  edited,
  event,
  mention,
  message,
  messageShortcut,
  press,
  submission,
} from "../fakes/slack/payloads.ts";
import { BOT, type Json, type Message, newTs } from "../fakes/slack/workspace.ts";
import { deps } from "../support/dependencies.ts";
import { type Asked, type Card, type Platform, type ReplyTarget, until } from "./parity.ts";
import { type Running, startDialogue } from "./parity-dialogue.ts";
import { buttonsOf, startRig } from "./slack/rig.ts";

type Payload = ReturnType<typeof mention>;

const CHANNEL: ReplyTarget = { channel: "C1", thread: null, direct: false };

/** Slack with the whole bot, by events and requests over HTTP. */
export async function startSlack(running: Running): Promise<Platform> {
  let people = 100;
  let bot = await start();

  async function start() {
    const dialogue = await startDialogue(running, Date.now);
    const rig = await startRig({
      options: {
        ...dialogue.options,
        lastAdvice: (person) => dialogue.store.lastAdvice(person),
        joined: ({ team, ...join }) => dialogue.joined({ workspace: `slack:${team}`, ...join }),
      },
    });
    dialogue.deliverBy(rig.adapter);
    const stop = async () => {
      await rig.close();
      await dialogue.stop();
    };
    return { rig, stop };
  }

  const workspace = () => bot.rig.slack.workspace;
  const trigger = () => bot.rig.slack.trigger();
  const urlFor = (target: ReplyTarget, user: string, card: Message | null) =>
    bot.rig.slack.responseUrl({
      channel: target.channel,
      user,
      ts: card?.ts ?? null,
      hidden: card === null || card.to !== null,
    });

  async function pressButton(user: string, card: Card, found: Json): Promise<void> {
    const pressed = card.message as Message;
    const { action_id, value, block_id, selected_option } = found;
    const control = selected_option
      ? { action_id, value: undefined, block_id, selected_option }
      : { action_id, value, block_id };
    await bot.rig.interaction(
      press(control, pressed, {
        user,
        trigger: trigger(),
        responseUrl: urlFor(card.target, user, pressed),
      }),
    );
  }

  return {
    name: "slack",
    channel: CHANNEL,
    newPerson(isAdmin = false) {
      people += 1;
      if (isAdmin) workspace().admins.add(`U${people}`);
      return `U${people}`;
    },
    direct: (person) => ({ channel: `D${person}`, thread: null, direct: true }),
    messages: () => workspace().messages,
    look: (each) => cardOf(each as Message, filesIn(each as Message, workspace().uploads)),
    async speak(user, target, text, mentions) {
      const ts = newTs();
      const said = { user, channel: target.channel, ts, text };
      const thread = target.thread === null ? {} : { thread: target.thread };
      const say = target.direct ? direct : mentions ? mention : message;
      const payload = say({ ...said, ...thread });
      await bot.rig.event(payload);
      const answered = target.direct ? target.thread : (target.thread ?? ts);
      return { payload, target: { ...target, thread: answered } };
    },
    async speakAsBot({ channel }, text) {
      const payload = mention({ channel, text });
      await bot.rig.event({ ...payload, event: { ...payload.event, bot_id: "B9" } });
    },
    async repeat({ payload }) {
      await bot.rig.event(payload, { retry: 1 });
    },
    async edit({ payload }, text) {
      const { type } = (payload as Payload).event as { readonly type?: string };
      const said = type === "app_mention" ? `<@${BOT}> ${text}` : text;
      await bot.rig.event(edited(payload as Payload, said));
    },
    async remove({ payload }) {
      await bot.rig.event(deleted(payload as Payload, true));
    },
    async command(user, target, asked) {
      const responseUrl = urlFor(target, user, null);
      const { channel } = target;
      const { body } = await bot.rig.command(
        command(typed(asked), { trigger: trigger(), responseUrl, user, channel }),
      );
      keep(workspace(), body as Json, channel, user, "command");
    },
    press: (user, card, label) => pressButton(user, card, button(card, label)),
    pressOld: (user, card) =>
      pressButton(user, card, { ...anyButton(card), value: `${user} tl0/answer/x` }),
    async fill(user, card, answers) {
      const views = workspace().views.size;
      const open = buttonsOf(card.message as Message).find(({ action_id }) =>
        String(action_id).startsWith("tl:form:"),
      );
      await pressButton(user, card, open ?? {});
      await until(() => workspace().views.size > views, "the form is open");
      const [id = "", view = {}] = [...workspace().views].at(-1) ?? [];
      const { private_metadata, callback_id } = view;
      const values = Object.fromEntries(
        Object.entries(answers).map(([question, value]) => [
          question,
          { option: { type: "radio_buttons", selected_option: { value } } },
        ]),
      );
      await bot.rig.interaction(submission({ id, private_metadata, callback_id }, values, user));
    },
    async adviseOn(user, text) {
      const responseUrl = urlFor(CHANNEL, user, null);
      await bot.rig.interaction(messageShortcut(text, { trigger: trigger(), responseUrl, user }));
    },
    async join(user) {
      await bot.rig.event(event("member_joined_channel", { user, channel: "C1" }));
    },
    async restart() {
      const before = bot;
      bot = await start();
      workspace().messages.push(...before.rig.slack.workspace.messages);
      await before.stop();
    },
    stop: () => bot.stop(),
  };
}

/** The words after the command, as people type them. */
function typed({ words, topic, language, page, code, facts }: Asked): string {
  if (facts)
    return Object.entries(facts)
      .map(([question, option]) => label(question, option))
      .join(", ");
  if (topic) return `topic ${topic}`;
  if (language) return `lang ${language}`;
  if (code) return `code ${code}`;
  return page ?? words ?? "";
}

function label(question: string, option: string): string {
  return deps.content.say("en", `flow:options.${question}.${option}.label`);
}

function cardOf(message: Message, files: readonly string[]): Card {
  const card = {
    message,
    edits: message.edits,
    target: {
      channel: message.channel,
      thread: message.thread_ts,
      direct: message.channel.startsWith("D"),
    },
    // A message to a person's id stands in their direct messages.
    isPrivate: message.to !== null || message.channel.startsWith("U"),
    words: textsIn(message.blocks.filter(({ type }) => !/actions$/.test(String(type)))).join("\n"),
    spoken: message.text,
    labels: [],
    pictures: message.blocks
      .filter(({ type }) => type === "image")
      .map(({ alt_text }) => String(alt_text)),
    files,
  };
  return { ...card, labels: buttonsOf(message).flatMap(labelsOf) };
}

/** Files that were uploaded to where the message stands. */
function filesIn(
  { channel, thread_ts, to }: Message,
  uploads: readonly { name: string; channel: string | null; thread: string | null }[],
): readonly string[] {
  const here = uploads.filter((each) => each.channel === channel && each.thread === thread_ts);
  return to === null ? here.map(({ name }) => name) : [];
}

function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "text" && typeof inner === "string" ? [inner] : textsIn(inner),
  );
}

/** What a control is called: its label, and that without the example in brackets. */
function labelsOf({ label }: { readonly label: string }): readonly string[] {
  return [label, label.replace(/ \([^()]*\)$|（[^（）]*）$/, "")];
}

function button(card: Card, label: string): Json {
  const all = buttonsOf(card.message as Message);
  const found = all.find((each) => labelsOf(each).includes(label));
  if (!found) throw new Error(`no button ${label} among ${card.labels.join(", ")}`);
  return found;
}

function anyButton(card: Card): Json {
  return button(card, card.labels[0] ?? "");
}
