import { EventEmitter } from "node:events";
import type { Client } from "discord.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { listen } from "../../../src/adapters/discord/connection/gateway-listeners.ts";
import type { DiscordContext } from "../../../src/adapters/discord/context.ts";
import { readCommand } from "../../../src/adapters/discord/events/command-input.ts";
import { conversationKey, personId } from "../../../src/adapters/discord/events/conversation.ts";
import {
  decodeCustomId,
  encodeCustomId,
  mayUse,
} from "../../../src/adapters/discord/events/custom-id.ts";
import { createJoins } from "../../../src/adapters/discord/events/joins.ts";
import { hear, type Surroundings } from "../../../src/adapters/discord/events/parse-message.ts";
import {
  readDeleted,
  readInteraction,
  readMember,
  readMessage,
} from "../../../src/adapters/discord/events/payload.ts";
import { readForm } from "../../../src/adapters/discord/events/read-form.ts";
import { addressFor } from "../../../src/adapters/discord/events/reply-target.ts";
import type { Join } from "../../../src/adapters/discord/ports.ts";
import { LIMITS } from "../../../src/adapters/discord/render/limits.ts";
import { optionNames } from "../../../src/adapters/discord/setup/commands.ts";
import { pickLanguage } from "../../../src/adapters/shared/language.ts";
import { decodeAction } from "../../../src/dialogue/action-codec.ts";
import { channelOf, personOf } from "../../../src/store/keys.ts";
import { ANA, BOT, CHANNEL } from "../../fakes/discord/world.ts";
import {
  addressFaults,
  faultsOf,
  isAction,
  isInput,
  isText,
  turnFaults,
} from "../../support/lawful.ts";
import { anyJson, mutated, payloads, RUNS, understands } from "../../support/mutated.ts";
import { CUSTOM_IDS, DELETED, INTERACTIONS, MEMBERS, MESSAGES } from "./samples.ts";
import { content } from "./support.ts";

const KEY = /^discord:(@me|\d+)\/\d+\/(-|\d+)\/\d+$/;
const isId = (value: unknown) => typeof value === "string" && /^\d{1,20}$/.test(value);
const tags: readonly unknown[] = content.languages.map(({ tag }) => tag);

test("what Discord sends is read as it is", () => {
  for (const each of MESSAGES) expect(readMessage(each)).toBe(each);
  for (const each of INTERACTIONS) expect(readInteraction(each)).toBe(each);
  for (const each of MEMBERS) expect(readMember(each)).toBe(each);
  expect(DELETED.map((each) => readDeleted(each)?.messages.length)).toEqual([1, 2]);
});

const around: fc.Arbitrary<Surroundings> = fc.record({
  me: fc.constant(BOT),
  parent: fc.constantFrom(null, CHANNEL),
  follows: fc.boolean(),
  opensThread: fc.boolean(),
  listens: fc.boolean(),
  isAdmin: fc.boolean(),
});

test("a message of any shape is not for the bot, or a turn with a key of its ids", () => {
  const place = {
    guild: (guild: unknown) => guild === null || isId(guild),
    channel: isId,
    message: isId,
    user: isId,
    opensThread: (value: unknown) => typeof value === "boolean",
    edited: (value: unknown) => typeof value === "boolean",
  };
  understands(fc.tuple(payloads(MESSAGES), around), ([payload, surroundings]) => {
    const message = readMessage(payload);
    const heard = message && hear(message, surroundings);
    if (!heard) return false;
    const { turn, address } = heard;
    expect(turnFaults(turn)).toEqual([]);
    expect(turn.key).toMatch(KEY);
    expect(turn.id).toMatch(/^discord:\d+\/\d+(\/-?[0-9a-z]+)?$/);
    expect(turn.id).not.toContain("NaN");
    expect([...addressFaults(address), ...faultsOf(address.place, place)]).toEqual([]);
    return true;
  });
});

/** The gateway's events with what each brings. */
const EVENTS: Readonly<Record<string, readonly unknown[]>> = {
  READY: [{ v: 10, user: { id: BOT, username: "bot" } }],
  INTERACTION_CREATE: INTERACTIONS,
  MESSAGE_CREATE: MESSAGES,
  MESSAGE_UPDATE: MESSAGES,
  MESSAGE_DELETE: DELETED,
  MESSAGE_DELETE_BULK: DELETED,
  GUILD_MEMBER_ADD: MEMBERS,
  GUILD_MEMBER_UPDATE: MEMBERS,
};

test("an event of any shape goes to the discord once, or is noted as unreadable", () => {
  const heard: unknown[][] = [];
  const note = (...what: unknown[]) => void heard.push(what);
  const discord = { interact: note, hear: note, removed: note, came: note, changed: note };
  const warned: unknown[] = [];
  const log = { info: note, error: note, warn: (fields: object) => void warned.push(fields) };
  const ws = new EventEmitter();
  listen({ ws } as unknown as Client, discord as unknown as DiscordContext, note, log);
  const event = fc.constantFrom(...Object.keys(EVENTS));
  const dispatch = event.chain((name) => fc.tuple(fc.constant(name), payloads(EVENTS[name] ?? [])));
  understands(dispatch, ([name, payload]) => {
    heard.length = 0;
    warned.length = 0;
    ws.emit(name, payload, 0);
    const isOldMessage = name === "MESSAGE_UPDATE" && heard.length === 0 && warned.length === 0;
    expect(heard.length + warned.length).toBe(isOldMessage ? 0 : 1);
    if (name.startsWith("MESSAGE_DELETE") && heard[0]) {
      const [channel, messages] = heard[0] as [unknown, unknown[]];
      expect([channel, ...messages].filter((each) => !isId(each))).toEqual([]);
    }
    if (isOldMessage) expect(readMessage(payload)?.edited_timestamp ?? null).toBeNull();
    return heard.length > 0;
  });
});

test("a member of any shape is nobody, or somebody who joined with an id of theirs", async () => {
  const told: Join[] = [];
  const joins = createJoins({ joined: async (join) => void told.push(join) }, () => "ja");
  const join = {
    guild: isId,
    user: isId,
    id: (id: unknown) => isText(id) && /^discord:\d+\/\d+\/-?\w+$/.test(id as string),
    locale: (locale: unknown) => locale === "ja",
  };
  let understood = 0;
  await fc.assert(
    fc.asyncProperty(payloads(MEMBERS), payloads(MEMBERS), async (first, second) => {
      told.length = 0;
      const [came, changed] = [readMember(first), readMember(second)];
      if (came) await joins.came(came);
      if (changed) await joins.changed(changed);
      expect(told.flatMap((each) => faultsOf(each, join))).toEqual([]);
      // Guests have no time of joining.
      if (told.some(({ id }) => id.endsWith("/NaN"))) expect(came?.joined_at ?? null).toBeNull();
      if (told.length > 0) understood += 1;
    }),
    RUNS,
  );
  expect(understood).toBeGreaterThan(500);
});

/** Custom ids, cut, joined and overwritten. */
const anyCustomId = fc
  .tuple(
    fc.constantFrom(...CUSTOM_IDS),
    fc.constantFrom(...CUSTOM_IDS),
    fc.nat(60),
    fc.nat(60),
    fc.oneof(fc.constantFrom("~", "^", "!", "!ja!", "/"), fc.string({ unit: "binary" })),
  )
  .map(([one, other, end, start, text]) => [one.slice(0, end), text, other.slice(start)])
  .chain((parts) => fc.constantFrom(parts.join(""), `${parts[0]}${parts[2]}`, parts[1] ?? ""));

test("a custom_id of any text means the same when it is written again, or nothing to the core", () => {
  understands(anyCustomId, (text) => {
    const id = decodeCustomId(text);
    expect(id.owner === null || /^[\w-]+$/.test(id.owner)).toBe(true);
    expect(id.owner !== null || mayUse(id, ANA)).toBe(true);
    if ("language" in id) expect(id.language).toMatch(/^[a-z]{2,3}$/);
    const isForeign = "wire" in id && decodeAction(id.wire) === null;
    if (isForeign || text.length >= LIMITS.customId) return false;
    expect(decodeCustomId(encodeCustomId(id))).toEqual(id);
    return true;
  });
});

const names = [...optionNames(content).keys()];
const values = fc.oneof(
  fc.constantFrom("tiny", "unknown", "ja", "peft_lora", "last", "help", "settings", "toString"),
  fc.constantFrom("TL-FER4-01KY", "tl1/start", " ", "what is LoRA?"),
  anyJson,
);
const options = fc.array(
  fc.record({
    type: fc.constant(3),
    name: fc.oneof(fc.constantFrom(...names), fc.string()),
    value: values,
  }),
  { maxLength: 4 },
);

test("a command with options of any value asks something that the core knows", () => {
  understands(options, (given) => {
    const [command] = [readInteraction({ ...INTERACTIONS[1], data: { type: 1, options: given } })];
    if (command?.type !== 2 || command.data.type !== 1) return false;
    const asked = readCommand(command.data.options ?? [], content, () => ({ examples: 500 }));
    const shape = {
      input: isInput,
      language: (language: unknown) => language === null || tags.includes(language),
      opensLast: (value: unknown) => typeof value === "boolean",
    };
    expect(faultsOf(asked, shape)).toEqual([]);
    return asked.input.kind === "text" || asked.input.action?.kind !== "start";
  });
});

test("a form of any shape is none of ours, or facts that the core knows", () => {
  const forms = INTERACTIONS.filter(({ type }) => type === 5);
  const data = mutated(fc.constantFrom(...forms.map((form) => form.data)));
  understands(data, (filled) => {
    const form = readInteraction({ ...forms[0], data: filled });
    if (form?.type !== 5) return false;
    const answers = readForm(form.data);
    if (answers === null) return false;
    expect(isAction({ kind: "facts", answers })).toBe(true);
    return Object.keys(answers).length > 2;
  });
});

test("wishes for any languages end in one that the bot speaks", () => {
  const wish = fc.oneof(
    fc.constantFrom(null, undefined, "ja", "JA", "en-GB", "toString", "-", ""),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 4 }), (wishes) => {
      expect(tags).toContain(pickLanguage(content, ...wishes));
    }),
    RUNS,
  );
});

const id = fc.stringMatching(/^\d{17,20}$/);

test("from a key come the person and the channel that it was made of", () => {
  fc.assert(
    fc.property(fc.option(id), id, fc.option(id), id, (guild, channel, thread, user) => {
      const place = { guild, channel, thread, isDirect: guild === null };
      const key = conversationKey(place, user);
      expect(key).toMatch(KEY);
      expect(personOf(key)).toBe(personId(place, user));
      expect(channelOf(key)).toBe(`discord:${guild ?? "@me"}/${channel}`);
    }),
    RUNS,
  );
});

test("any key gives no address, or one of its own parts", () => {
  const part = fc.oneof(id, fc.constantFrom("-", "", "@me"), fc.string());
  const key = fc.oneof(
    fc.array(part, { minLength: 3, maxLength: 6 }).map((parts) => `discord:${parts.join("/")}`),
    fc.string({ unit: "binary" }),
  );
  const to = fc.constantFrom("direct" as const, "whisper" as const, "channel" as const);
  understands(fc.tuple(key, to), ([from, where]) => {
    const address = addressFor(from, where);
    if (address === null) return false;
    const { guild, channel, user } = address.place;
    const parts = from.slice("discord:".length).split("/");
    for (const text of [guild ?? "@me", channel || parts[1], user || parts[3]])
      expect(parts).toContain(text);
    expect(addressFaults(address)).toEqual([]);
    expect(where === "whisper" && guild !== null).toBe(false);
    return true;
  });
});
