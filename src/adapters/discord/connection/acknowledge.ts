import type { APIInteraction, APIInteractionResponse } from "discord.js";
import { withTimeout } from "../../../lib/timeout.ts";
import { pickLanguage } from "../../shared/language.ts";
import type { DiscordOptions } from "../ports.ts";
import type { Prepare, Ready } from "../render/files.ts";
import { FLAGS } from "../render/limits.ts";
import type { Api, Upload } from "./api.ts";
import { describeFault, isCode } from "./errors.ts";
import type { Memory } from "./memory.ts";

/** What answering interactions needs. */
export type Answering = Pick<
  DiscordOptions,
  "runTurn" | "content" | "draw" | "log" | "now" | "readFacts" | "preferredLanguage" | "lastAdvice"
> & {
  readonly api: Api;
  readonly prepare: Prepare;
  /** True for the first caller of a name only. */
  readonly once: (name: string, person: string | null) => Promise<boolean>;
  /** When a choice was last made, in ms, by message, person and choice. */
  readonly pressed: Memory<number>;
};

/** The messages that answer an interaction, the first of them as the acknowledgement. None: there is nothing to say. */
export type Answer = {
  readonly messages: readonly Ready[];
  /** Whether the first changes the message that was pressed. */
  readonly update: boolean;
  readonly isPrivate: boolean;
};

/** How an interaction is answered. `deferral` is what is certain before the answer is there. */
export type Plan =
  | { readonly kind: "at_once"; readonly response: APIInteractionResponse }
  | {
      readonly kind: "message";
      readonly deferral: { readonly update: boolean; readonly isPrivate: boolean };
      readonly make: () => Promise<Answer>;
    };

/** Gives the initial response, over whichever transport the interaction came. */
export type Acknowledge = (
  response: APIInteractionResponse,
  files: readonly Upload[],
) => Promise<void>;

/** From this age of an interaction on, in ms, it is deferred rather than answered; Discord waits for 3,000. */
export const DEFER_AFTER_MS = 1500;

/** Answers one interaction. The answer itself is the acknowledgement unless it is late. Never throws. */
export async function answer(
  answering: Answering,
  interaction: APIInteraction,
  plan: Plan,
  acknowledge: Acknowledge,
): Promise<void> {
  try {
    if (plan.kind === "at_once") return await acknowledge(plan.response, []);
    const made = plan.make();
    const ready = await withTimeout(made, DEFER_AFTER_MS);
    if (ready) return await respond(answering, interaction, ready, acknowledge);
    await acknowledge(deferralOf(plan.deferral), []);
    await respondLate(answering, interaction, plan.deferral, await made);
  } catch (error) {
    await explain(answering, interaction, error, acknowledge);
  }
}

async function respond(
  answering: Answering,
  interaction: APIInteraction,
  { messages: [first, ...rest], update, isPrivate }: Answer,
  acknowledge: Acknowledge,
): Promise<void> {
  if (!first) {
    if (interaction.type === 3) return await acknowledge({ type: 6 }, []);
    return await acknowledge(privateText(answering, interaction, "discord:nothing"), []);
  }
  await acknowledge({ type: update ? 7 : 4, data: first.body }, first.files);
  await followUp(answering, interaction, rest, isPrivate);
}

async function respondLate(
  answering: Answering,
  interaction: APIInteraction,
  deferral: { readonly update: boolean; readonly isPrivate: boolean },
  { messages, update, isPrivate }: Answer,
): Promise<void> {
  const { api } = answering;
  const { application_id: application, token } = interaction;
  const [first, ...rest] = messages;
  const replaces = deferral.update ? update : isPrivate === deferral.isPrivate;
  if (first && replaces) {
    await api.editOriginal(application, token, first.body, first.files);
    return await followUp(answering, interaction, rest, isPrivate);
  }
  if (!deferral.update) await api.removeOriginal(application, token);
  await followUp(answering, interaction, messages, isPrivate);
}

async function followUp(
  { api }: Answering,
  { application_id: application, token }: APIInteraction,
  messages: readonly Ready[],
  isPrivate: boolean,
): Promise<void> {
  for (const { body, files } of messages) {
    const flags = FLAGS.componentsV2 | (isPrivate ? FLAGS.ephemeral : 0);
    await api.followUp(application, token, { ...body, flags }, files);
  }
}

/** A deferral carries no flag but that of privacy: the other one comes with the edit. */
function deferralOf({
  update,
  isPrivate,
}: {
  readonly update: boolean;
  readonly isPrivate: boolean;
}): APIInteractionResponse {
  if (update) return { type: 6 };
  return { type: 5, ...(isPrivate && { data: { flags: FLAGS.ephemeral } }) };
}

async function explain(
  answering: Answering,
  interaction: APIInteraction,
  error: unknown,
  acknowledge: Acknowledge,
): Promise<void> {
  const fields = {
    platform: "discord",
    kind: interaction.type,
    interaction: interaction.id,
    error: describeFault(error),
  };
  if (isCode(error, "alreadyAcknowledged"))
    return answering.log.info(fields, "an interaction was answered before");
  if (isCode(error, "unknownInteraction"))
    return answering.log.warn(fields, "an interaction was answered too late");
  answering.log.error({ ...fields, err: error }, "an interaction could not be answered");
  try {
    await acknowledge(privateText(answering, interaction, "ui:failed"), []);
  } catch (again) {
    answering.log.warn({ ...fields, error: describeFault(again) }, "the failure could not be told");
  }
}

function privateText(
  { content }: Answering,
  interaction: APIInteraction,
  key: string,
): APIInteractionResponse {
  const locale = "locale" in interaction ? interaction.locale : null;
  const text = content.say(pickLanguage(content, locale), key, { id: interaction.id });
  return {
    type: 4,
    data: {
      flags: FLAGS.componentsV2 | FLAGS.ephemeral,
      components: [{ type: 10, content: text }],
      allowed_mentions: { parse: [] },
    },
  };
}
