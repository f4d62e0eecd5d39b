import { encodeAction } from "../../../dialogue/action-codec.ts";
import type { Content } from "../../../dialogue/content.ts";
import type { Answer, Answering, Plan } from "../connection/acknowledge.ts";
import { languageScopes, pickLanguage } from "../events/conversation.ts";
import type { Press } from "../events/custom-id.ts";
import { type CustomId, ownerMark } from "../events/custom-id.ts";
import type { Where } from "../events/run-turn.ts";
import { button, rows } from "./choices.ts";
import { load } from "./files.ts";
import { toMarkdown } from "./markdown.ts";
import { message, type Row } from "./message.ts";
import { shared } from "./shared-message.ts";

/** Somebody else's card stays theirs; whoever presses it is offered one of their own. */
export function offerOwn(answering: Answering, press: Press, where: Where): Plan {
  const make = async (): Promise<Answer> => {
    const language = await languageOf(answering, press, where);
    const row = startRow(answering.content, language, ownerMark(where.user));
    return privately(answering.content.say(language, "platform:start_yours"), row);
  };
  return { kind: "message", deferral: { update: false, isPrivate: true }, make };
}

/** A private message is posted for all to see, once, with a button by which others start their own. */
export function offerToAll(answering: Answering, press: Press, where: Where): Plan {
  const { content, draw, once } = answering;
  const make = async (): Promise<Answer> => {
    const language = await languageOf(answering, press, where);
    const made = shared(press.message, startRow(content, language, null));
    if (!made) return privately(content.say(language, "discord:nothing"), null);
    const [person = null] = languageScopes(where.place, where.user);
    const isFirst = await once(`discord:shared/${press.message.id}`, person);
    if (!isFirst) return privately(content.say(language, "discord:shared_before"), null);
    const files = await Promise.all(made.files.map((file) => load(file, draw)));
    return { messages: [{ body: made.body, files }], update: false, isPrivate: false };
  };
  return { kind: "message", deferral: { update: false, isPrivate: false }, make };
}

async function languageOf(
  { content, preferredLanguage }: Answering,
  { locale }: Press,
  { place, user }: Where,
): Promise<string> {
  const set = await preferredLanguage?.(languageScopes(place, user));
  return pickLanguage(content, set, locale);
}

/** A card of one's own changes in place; from a card for all, each starts privately. */
function startRow(content: Content, language: string, owner: string | null): Row | null {
  const wire = encodeAction({ kind: "start" });
  const id: CustomId = { kind: owner ? "update" : "reply", wire, owner };
  return rows([button(id, content.say(language, "platform:start_button"), 1)])[0] ?? null;
}

function privately(text: string, row: Row | null): Answer {
  const { body } = message(
    [{ type: 10, content: toMarkdown(text) }, ...(row ? [row] : [])],
    [],
    true,
  );
  return { messages: [{ body, files: [] }], update: false, isPrivate: true };
}
