import { withSources } from "../core/citing.ts";
import type { Scene } from "../core/kit.ts";
import type { Reply } from "../core/reply.ts";
import { NEW_STATE } from "../core/state.ts";
import { greetingCard, invitationCard } from "../core/welcome.ts";
import { channelOf } from "../store/keys.ts";
import { heading, note, paragraph, request } from "./answer.ts";
import { type Asked, show, tell } from "./asked.ts";
import type { Attention } from "./attention.ts";
import { change } from "./settings-requests.ts";

/** Switches the welcome of newcomers in this channel, shows it, or posts a card for all; without a word, tells how it is. */
export async function onboarding(asked: Asked): Promise<Attention> {
  const { desk, turn, words } = asked;
  const [wish] = words;
  if (wish === "preview") return preview(asked);
  if (wish === "card") return await postCard(asked);
  if (wish) await change(asked, channelOf(turn.key), "onboarding", wish);
  const value = wish ?? (await desk.settings.at(turn.key, "onboarding"));
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
function preview(asked: Asked): Attention {
  return show(asked, "welcome:1", (say, language) => {
    const { blocks, choices } = welcomeReply({ kit: asked.desk.kit, language });
    return { blocks: [note(say("onboarding.preview_note")), ...blocks], choices };
  });
}

/** A card to be pinned, for channels that tell of no newcomers: what it opens is private. */
async function postCard(asked: Asked): Promise<Attention> {
  const { desk, turn, languageOf } = asked;
  const address = desk.addressFor(turn.key, "channel");
  if (!address) return tell(asked, "office:onboarding", "not_here");
  const language = turn.customary ?? languageOf(NEW_STATE);
  const reply = invitationReply({ kit: desk.kit, language });
  await desk.store.update(`${channelOf(turn.key)}/-/-`, `${turn.id}/card`, (state) => ({
    state: state ?? NEW_STATE,
    reply,
    effects: [],
    address,
  }));
  desk.queued();
  return tell(asked, "office:onboarding", "onboarding.posted");
}

/** The first card for one newcomer. */
export function welcomeReply(scene: Scene): Reply {
  const card = greetingCard(scene);
  return {
    about: "welcome:1",
    language: scene.language,
    blocks: withSources(card.blocks, scene.kit.content),
    choices: card.choices,
    audience: "asker",
  };
}

/** The post for everyone. */
export function invitationReply(scene: Scene): Reply {
  const { language } = scene;
  return { about: "invitation", language, ...invitationCard(scene), audience: "everyone" };
}
