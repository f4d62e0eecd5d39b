import { encodeAction } from "../../../dialogue/action-codec.ts";
import type { Content } from "../../../dialogue/content.ts";
import { pickLanguage, setLanguage } from "../../shared/language.ts";
import type { Answer, Answering, Plan } from "../connection/acknowledge.ts";
import { languageScopes } from "../events/conversation.ts";
import type { Press } from "../events/custom-id.ts";
import { type CustomId, ownerMark } from "../events/custom-id.ts";
import type { Where } from "../events/run-turn.ts";
import { button, rows } from "./choices.ts";
import { toMarkdown } from "./markdown.ts";
import { message, type Row } from "./message.ts";

/** Somebody else's card stays theirs; whoever presses it is offered one of their own. */
export function offerOwn(answering: Answering, press: Press, where: Where): Plan {
  const make = async (): Promise<Answer> => {
    const language = await languageOf(answering, press, where);
    const row = startRow(answering.content, language, ownerMark(where.user));
    return privately(answering.content.say(language, "platform:start_yours"), row);
  };
  return { kind: "message", deferral: { update: false, isPrivate: true }, make };
}

/** What was shown privately is said again for all to see, once for each message. */
export function offerToAll(
  answering: Answering,
  press: Press,
  where: Where,
  again: Extract<Plan, { kind: "message" }>,
): Plan {
  const { content, once } = answering;
  const make = async (): Promise<Answer> => {
    const [person = null] = languageScopes(where.place, where.user);
    const isFirst = await once(`discord:shared/${press.message.id}`, person);
    if (isFirst) return await again.make();
    const language = await languageOf(answering, press, where);
    return privately(content.say(language, "discord:shared_before"), null);
  };
  return { ...again, make };
}

async function languageOf(
  answering: Answering,
  { locale }: Press,
  { place, user }: Where,
): Promise<string> {
  const set = await setLanguage(answering, languageScopes(place, user));
  return pickLanguage(answering.content, set, locale);
}

/** The card of one's own that begins here changes in place. */
function startRow(content: Content, language: string, owner: string): Row | null {
  const id: CustomId = { kind: "update", wire: encodeAction({ kind: "start" }), owner };
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
