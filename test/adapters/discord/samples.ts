import { encodeCustomId, ownerMark } from "../../../src/adapters/discord/events/custom-id.ts";
import { render } from "../../../src/adapters/discord/render/render.ts";
import type { Action } from "../../../src/dialogue/action.ts";
import { encodeAction } from "../../../src/dialogue/action-codec.ts";
import {
  onMessageCommand,
  press,
  slash,
  spoken,
  submit,
  typing,
} from "../../fakes/discord/acts.ts";
import type { FakeDiscord } from "../../fakes/discord/server.ts";
import {
  ANA,
  APPLICATION,
  BEN,
  BOT,
  CHANNEL,
  createWorld,
  DIRECT,
  type FakeMessage,
  GUILD,
  snowflake,
  userOf,
} from "../../fakes/discord/world.ts";
import { content, question, saying } from "./support.ts";

type Json = Readonly<Record<string, unknown>>;

const THREAD = "500000000000000001";
const world = createWorld();
world.addChannel(THREAD, 11, CHANNEL, BOT);
// The acts look at the world alone.
const discord = { world } as FakeDiscord;
const PRIVATELY = { channel: DIRECT, guild: null };

/** Each kind of message, as the gateway brings it. */
export const MESSAGES: readonly Json[] = [
  spoken("@bot what is LoRA?"),
  spoken("what is LoRA?", { admin: true }),
  spoken("500 photos", PRIVATELY),
  spoken("and QLoRA?", { channel: THREAD }),
  spoken(`<@${BEN}> see <#${CHANNEL}> <:gpu:123456789012345678>`, {}, { mentions: [userOf(BEN)] }),
  spoken("why?", {}, { type: 19, referenced_message: { author: userOf(BOT) } }),
  spoken("@bot how?", {}, { edited_timestamp: "2026-01-01T00:00:01.000Z" }),
];

export const MEMBERS: readonly Json[] = [
  { guild_id: GUILD, user: userOf(ANA), joined_at: "2026-01-01T00:00:00Z", pending: false },
  { guild_id: GUILD, user: userOf(ANA), joined_at: null, pending: true },
];

export const DELETED: readonly Json[] = [
  { id: snowflake(), channel_id: CHANNEL, guild_id: GUILD },
  { ids: [snowflake(), snowflake()], channel_id: CHANNEL, guild_id: GUILD },
];

/** What `begin` of the fake gives to each interaction. */
function begun(fields: Json): Json {
  const id = snowflake();
  return { id, application_id: APPLICATION, token: `token-${id}`, version: 1, ...fields };
}

/** A message of the bot in the channel, with what is pressed in it. */
function card(reply: ReturnType<typeof saying>, ephemeral: boolean): FakeMessage {
  const [message] = render(reply, {
    content,
    owner: ownerMark(ANA),
    isPrivate: ephemeral,
    shareable: true,
    pictures: true,
  });
  const shown = JSON.stringify(message?.body ?? {}).replaceAll(
    /attachment:\/\//g,
    "https://cdn.example/1/",
  );
  return {
    id: snowflake(),
    channel_id: CHANNEL,
    author: { ...userOf(BOT), bot: true },
    ephemeral,
    nonce: null,
    reference: null,
    body: JSON.parse(shown) as Json,
    edits: 0,
  };
}

const ASKED = card(question(), false);
const TOLD = card(
  saying("LoRA is a method.", {
    blocks: [
      { kind: "paragraph", text: "LoRA is a method." },
      { kind: "picture", picture: { kind: "comparison", language: "en" }, alt: "Two columns." },
    ],
  }),
  true,
);

const ANSWER: Action = {
  kind: "answer",
  question: "data",
  option: "tiny",
  answers: { compute: "limited" },
};
const FACTS = encodeAction({ kind: "facts", answers: { examples: 500, data: "small" } });
const OWNER = ownerMark(ANA);

/** Custom ids of every kind. */
export const CUSTOM_IDS: readonly string[] = [
  encodeCustomId({ kind: "update", wire: encodeAction(ANSWER), owner: OWNER }),
  encodeCustomId({ kind: "update", wire: encodeAction({ kind: "start" }), owner: null }),
  encodeCustomId({ kind: "reply", wire: "tl1/topic/peft_lora", owner: null }),
  encodeCustomId({ kind: "form", wire: FACTS, language: "ja", owner: OWNER }),
  encodeCustomId({ kind: "select", number: 21, owner: OWNER }),
  encodeCustomId({ kind: "share", wire: "tl1/topic/peft_lora", owner: OWNER }),
];

/** Each kind of interaction, as the gateway and HTTP bring it. */
export const INTERACTIONS: readonly Json[] = [
  { type: 1, id: "1", token: "t" },
  slash(discord, {}),
  slash(discord, { question: "what is LoRA?", language: "ja" }),
  slash(discord, { data: "tiny", compute: "limited" }, { channel: THREAD, admin: true }),
  slash(discord, { show: "last" }, PRIVATELY),
  slash(discord, { topic: "peft_lora" }, { ...PRIVATELY, context: 2 }),
  typing(discord, "topic", "lor"),
  onMessageCommand(discord, "we have 500 photos"),
  onMessageCommand(discord, "", PRIVATELY),
  ...CUSTOM_IDS.flatMap((id) => [
    press(discord, ASKED, id),
    press(discord, TOLD, id, { user: BEN }),
    press(discord, TOLD, id, {}, ["tl1/topic/peft_lora"]),
  ]),
  submit(discord, ASKED, FACTS, { data: "tiny", similarity: "unknown" }),
  submit(discord, TOLD, FACTS, {}),
].map(begun);
