import { withSources } from "../../dialogue/citing.ts";
import type { TurnContext } from "../../dialogue/dependencies.ts";
import type { Reply } from "../../dialogue/reply.ts";
import { greetingCard, invitationCard } from "../../dialogue/responses/welcome.ts";
import { NEW_STATE } from "../../dialogue/state.ts";
import { channelOf } from "../../store/keys.ts";
import { type Asked, show, tell } from "../admin-context.ts";
import { heading, note, paragraph, request } from "../admin-reply.ts";
import type { GateResult } from "../gate-result.ts";
import { change } from "../settings/settings-requests.ts";

/** Switches the welcome of newcomers in this channel, shows it, or posts a card for all; without a word, tells how it is. */
export async function onboarding(asked: Asked): Promise<GateResult> {
  const { context, turn, words } = asked;
  const [wish] = words;
  if (wish === "preview") return preview(asked);
  if (wish === "card") return await postCard(asked);
  if (wish) await change(asked, channelOf(turn.key), "onboarding", wish);
  const value = wish ?? (await context.settings.at(turn.key, "onboarding"));
  return show(asked, "office:onboarding", (say) => ({
    blocks: [heading(say("onboarding.heading")), paragraph(say(`onboarding.state.${value}`))],
    choices: [
      value === "off"
        ? request(say("onboarding.on"), ["onboarding", "on"])
        : request(say("onboarding.off"), ["onboarding", "off"]),
      request(say("onboarding.preview"), ["onboarding", "preview"]),
      request(say("onboarding.card"), ["onboarding", "card"]),
    ],
  }));
}

/** The newcomer's card as it is, so that it can be gone through. */
function preview(asked: Asked): GateResult {
  return show(asked, "welcome:1", (say, language) => {
    const { blocks, choices } = welcomeReply({ deps: asked.context.deps, language });
    return { blocks: [note(say("onboarding.preview_note")), ...blocks], choices };
  });
}

/** A card to be pinned, for channels that tell of no newcomers: what it opens is private. */
async function postCard(asked: Asked): Promise<GateResult> {
  const { context, turn, languageOf } = asked;
  const address = context.addressFor(turn.key, "channel");
  if (!address) return tell(asked, "office:onboarding", "not_here");
  const language = turn.customary ?? languageOf(NEW_STATE);
  const reply = invitationReply({ deps: context.deps, language });
  await context.store.update(`${channelOf(turn.key)}/-/-`, `${turn.id}/card`, (state) => ({
    state: state ?? NEW_STATE,
    reply,
    effects: [],
    address,
  }));
  context.queued();
  return tell(asked, "office:onboarding", "onboarding.posted");
}

/** The first card for one newcomer. */
export function welcomeReply(context: TurnContext): Reply {
  const card = greetingCard(context);
  return {
    about: "welcome:1",
    language: context.language,
    blocks: withSources(context, card.blocks),
    choices: card.choices,
    audience: "asker",
  };
}

/** The post for everyone. */
export function invitationReply(context: TurnContext): Reply {
  return {
    about: "invitation",
    language: context.language,
    ...invitationCard(context),
    audience: "everyone",
    pressers: "anyone",
  };
}
