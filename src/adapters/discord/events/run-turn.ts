import type { APIInteraction } from "discord.js";
import type { Input } from "../../../dialogue/turn.ts";
import type { Answer, Answering, Plan } from "../connection/acknowledge.ts";
import { type Conversation, conversationKey, isAdmin, isEphemeral } from "./conversation.ts";
import { ownerMark } from "./custom-id.ts";

/** Who acts, and where. */
export type Where = { readonly place: Conversation; readonly user: string };

/** A plan whose answer is the reply to a turn. */
export type TurnPlan = Extract<Plan, { kind: "message" }>;

/** What the person did, and how its answer is shown. */
export type Doing = {
  /** Looked up first where it is a function. */
  readonly input: Input | (() => Promise<Input>);
  readonly update: boolean;
  readonly isPrivate: boolean;
  /** Its asker posts a private answer for all to see. */
  readonly forAll?: true;
  /** A language asked for with the act itself, or null. */
  readonly preferred?: string | null;
};

/** A turn whose reply is the response. A choice that cannot be read, or what is for the asker alone (a fault), leaves the pressed message as it is. */
export function runTurnFor(
  answering: Answering,
  interaction: APIInteraction,
  where: Where,
  doing: Doing,
): TurnPlan {
  const { update, isPrivate } = doing;
  return {
    kind: "message",
    deferral: { update, isPrivate },
    make: () => make(answering, interaction, where, doing),
  };
}

async function make(
  answering: Answering,
  interaction: APIInteraction,
  { place, user }: Where,
  doing: Doing,
): Promise<Answer> {
  const input = typeof doing.input === "function" ? await doing.input() : doing.input;
  const reply = await answering.runTurn(
    {
      id: `discord:${interaction.id}`,
      key: conversationKey(place, user),
      input,
      locale: "locale" in interaction ? interaction.locale : null,
      preferred: doing.preferred ?? null,
      customary: null,
      addressed: true,
      unprompted: false,
      admin: isAdmin(interaction),
    },
    null,
  );
  const unreadable = input.kind === "action" && input.action === null;
  const isPosted = doing.forAll === true && reply?.shareable !== undefined;
  const forAsker = !isPosted && (unreadable || reply?.audience === "asker");
  const update = doing.update && !forAsker;
  const isPrivate = update ? isEphemeral(interaction.message?.flags) : doing.isPrivate || forAsker;
  if (!reply) return { messages: [], update, isPrivate };
  const messages = await answering.prepare(reply, {
    owner: ownerMark(user),
    isPrivate,
    shareable: !place.isDirect,
  });
  return { messages, update, isPrivate };
}
