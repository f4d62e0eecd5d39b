import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addressFor,
  addressTo,
  readPlace,
} from "../../../src/adapters/slack/events/conversation.ts";
import {
  conversationKey,
  mark,
  messageId,
  personId,
} from "../../../src/adapters/slack/events/ids.ts";
import {
  addressOf,
  hear,
  type IncomingMessage,
  turnOf,
} from "../../../src/adapters/slack/events/parse-event.ts";
import { readPress } from "../../../src/adapters/slack/events/parse-press.ts";
import { at, listAt, textAt } from "../../../src/adapters/slack/events/payload.ts";
import {
  decodeValue,
  encodeValue,
  PRESSES,
} from "../../../src/adapters/slack/render/choice-value.ts";
import { readForm, readMemory } from "../../../src/adapters/slack/render/modal.ts";
import { isOption } from "../../../src/advice/questions.ts";
import { channelOf, personOf, workspaceOf } from "../../../src/store/keys.ts";
import {
  addressFaults,
  faultsOf,
  isAction,
  isSwitch,
  isText,
  isTextOrNull,
  turnFaults,
} from "../../support/lawful.ts";
import {
  anyJson,
  anyValue,
  mutated,
  payloads,
  RUNS,
  textsIn,
  understands,
} from "../../support/mutated.ts";
import { MEMORIES, MESSAGES, PRESSED, SELF, submitted } from "./samples.ts";

const SPEAKS = { locale: "en-US", preferred: null, customary: null, admin: false };

test("a message event of any shape means nothing, or what its own texts say", () => {
  understands(payloads(MESSAGES, anyValue), (body) => {
    const heard = hear(body, SELF);
    if (heard === null) return false;
    const own = textsIn(body);
    const isOwn = (value: unknown) => isText(value) && own.has(value as string);
    const isOwnOrNull = (value: unknown) => value === null || isOwn(value);
    const place = { team: isOwn, channel: isOwn, ts: isOwn, thread: isOwnOrNull };
    if (heard.kind === "removed") expect(faultsOf(heard.removed, place)).toEqual([]);
    else {
      const shape = {
        ...place,
        user: (user: unknown) => isOwn(user) && user !== SELF.userId && user !== "USLACKBOT",
        direct: isSwitch,
        addressed: isSwitch,
        unprompted: isSwitch,
        text: (text: unknown) => typeof text === "string",
        edited: isOwnOrNull,
      };
      expect(faultsOf(heard.said, shape)).toEqual([]);
      expect(faultsOfSaid(heard.said)).toEqual([]);
    }
    return true;
  });
});

/** What is wrong with the turn and the address of a message. */
function faultsOfSaid(said: IncomingMessage): readonly string[] {
  const address = addressOf(said);
  const { team, channel, thread, user, direct } = said;
  const read = readPlace(address);
  const isSame = JSON.stringify({ ...read, ...{ team, channel, thread, user, direct } });
  return [
    ...turnFaults(turnOf(said, SPEAKS)),
    ...addressFaults(address),
    ...(isSame === JSON.stringify(read) && read?.question === said.ts ? [] : ["place"]),
    ...(said.addressed && said.unprompted ? ["addressed and unprompted"] : []),
    ...(said.unprompted && said.edited !== null ? ["unprompted anew"] : []),
  ];
}

test("a press of any shape is none, or holds its own texts", () => {
  understands(payloads(PRESSED, anyValue), (body) => {
    const pressed = readPress(body);
    if (pressed === null) return false;
    const own = textsIn(body);
    const isOwn = (value: unknown) => isText(value) && own.has(value as string);
    const isOwnOrNull = (value: unknown) => value === null || isOwn(value);
    const shape = {
      press: (press: unknown) => PRESSES.some((each) => each === press),
      value: (text: unknown) => text === "" || isOwn(text),
      mark: (text: unknown) => text === "-" || isOwn(text),
      at: (text: unknown) => text === "0" || isOwn(text),
      team: isOwn,
      user: isOwn,
      channel: isOwnOrNull,
      message: isOwnOrNull,
      thread: isOwnOrNull,
      hidden: isSwitch,
      direct: isSwitch,
      view: (view: unknown) => view === null || faultsOf(view, view_).length === 0,
      responseUrl: isOwnOrNull,
      triggerId: isOwnOrNull,
    };
    const view_ = { id: isOwn, kind: (kind: unknown) => kind === "home" || kind === "modal" };
    expect(faultsOf(pressed, shape)).toEqual([]);
    return true;
  });
});

/** Filled-in forms whose memory is another JSON than the bot wrote, or none. */
const forms = fc
  .oneof(
    mutated(fc.constantFrom(...MEMORIES.map((memory) => JSON.parse(memory) as unknown))).map(
      (memory) => JSON.stringify(memory),
    ),
    fc.constantFrom(...MEMORIES).map((memory) => memory.slice(0, -1)),
    fc.string(),
  )
  .chain((memory) => payloads([submitted(memory)], anyValue));

test("a form of any shape gives known options alone", () => {
  understands(forms, (body) => {
    const { chosen, details } = readForm(body);
    const isRight = (question: "data" | "similarity" | "compute") => (option: unknown) =>
      option === undefined || option === "unknown" || isOption(question, String(option));
    const shape = {
      data: isRight("data"),
      similarity: isRight("similarity"),
      compute: isRight("compute"),
    };
    expect(faultsOf(chosen, shape)).toEqual([]);
    expect(details === "" || textsIn(body).has(details)).toBe(true);
    return Object.keys(chosen).length > 0 && details !== "";
  });
});

test("a form's memory is none, or all that the form must remember", () => {
  const target = {
    team: isText,
    channel: isText,
    user: isText,
    thread: isTextOrNull,
    message: isTextOrNull,
    hidden: isSwitch,
    responseUrl: isTextOrNull,
  };
  understands(forms, (body) => {
    const memory = readMemory(body);
    if (memory === null) return false;
    const shape = {
      language: isText,
      target: (value: unknown) => value === null || faultsOf(value, target).length === 0,
      answers: () => isAction({ kind: "facts", answers: memory.answers }),
    };
    expect(faultsOf(memory, shape)).toEqual([]);
    return memory.target !== null && Object.keys(memory.answers).length > 0;
  });
});

const values = PRESSED.map((press) => textAt(press, "actions", 0, "value") ?? "");
/** Buttons' values, their parts in another order, and what is cut or overwritten in them. */
const anyButton = fc.oneof(
  fc
    .array(fc.constantFrom(...values.flatMap((value) => value.split(/[/|]/))), { maxLength: 3 })
    .chain((parts) => fc.constantFrom(...values).map((value) => [value, ...parts].join("/"))),
  fc
    .tuple(fc.constantFrom(...values), fc.nat(40), fc.string())
    .map(([value, end, text]) => `${value.slice(0, end)}${text}`),
  fc.string(),
);

test("a button's value of any text is nobody's and no action, or means the same when it is written again", () => {
  understands(
    anyButton,
    (value) => {
      const { owner, action } = decodeValue(value);
      expect(owner ?? "U1").toMatch(/^([UW][A-Z0-9]{1,30}|team)$/);
      if (action === null) return false;
      expect(decodeValue(encodeValue(owner, action))).toEqual({ owner, action });
      return true;
    },
    100,
  );
});

const id = fc.stringMatching(/^[A-Z][A-Z0-9]{1,10}$/);
const ts = fc.stringMatching(/^[0-9]{1,10}\.[0-9]{6}$/);

test("from a key come the person, the channel and the workspace that it was made of", () => {
  fc.assert(
    fc.property(id, id, fc.option(ts), id, (team, channel, thread, user) => {
      const key = conversationKey(team, channel, thread, user);
      expect(key.split("/")).toEqual([`slack:${team}`, channel, thread ?? "-", user]);
      expect(personOf(key)).toBe(personId(team, user));
      expect(channelOf(key)).toBe(channelOf(messageId(team, channel, "1.1")));
      expect(workspaceOf(key)).toBe(workspaceOf(personId(team, user)));
    }),
    RUNS,
  );
});

test("a mark of any text is twelve letters that fit into an id", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(mark(text)).toMatch(/^[\w-]{12}$/);
      expect(mark(text)).toBe(mark(text));
    }),
    RUNS,
  );
});

test("any key gives no address, or one of its own parts, and it is read again as it was written", () => {
  const part = fc.oneof(id, ts, fc.constantFrom("-", "", "@me", "D1"), fc.string());
  const key = fc.oneof(
    fc.tuple(id, id, fc.oneof(ts, fc.constant("-")), id).map((parts) => `slack:${parts.join("/")}`),
    fc.array(part, { maxLength: 6 }).map((parts) => `slack:${parts.join("/")}`),
    fc.string({ unit: "binary" }),
  );
  const to = fc.constantFrom("direct" as const, "whisper" as const, "channel" as const);
  understands(fc.tuple(key, to), ([from, where]) => {
    const address = addressFor(from, where);
    if (address === null) return false;
    const place = readPlace(address);
    if (place === null) throw new Error("the address is not read");
    expect(addressTo(place)).toEqual(address);
    const { team, channel, thread, user } = place;
    const parts = from.slice("slack:".length).split("/");
    for (const text of [team, channel, thread ?? parts[2], user]) expect(parts).toContain(text);
    return true;
  });
});

test("a place of any fields is none, or one of texts and switches", () => {
  const real = {
    team: "T1",
    channel: "C1",
    user: "U1",
    thread: "1.1",
    direct: false,
    question: "1.1",
    edited: false,
    shared: false,
    forAll: false,
    responseUrl: null,
  };
  const shape = {
    team: isText,
    channel: isText,
    user: isText,
    thread: isTextOrNull,
    direct: isSwitch,
    question: isTextOrNull,
    edited: isSwitch,
    shared: isSwitch,
    forAll: isSwitch,
    responseUrl: isTextOrNull,
  };
  understands(payloads([{ platform: "slack", place: real }], anyValue), (saved) => {
    // What the outbox kept is JSON of ours; its fields may be of another version.
    const { platform, place } = (saved ?? {}) as { platform?: unknown; place?: unknown };
    if (typeof platform !== "string" || typeof place !== "object" || place === null) return false;
    const read = readPlace({ platform, place: place as typeof real });
    if (read === null) return false;
    expect(platform).toBe("slack");
    expect(faultsOf(read, shape)).toEqual([]);
    return true;
  });
});

test("a path into any value ends at its own fields", () => {
  const step = fc.oneof(
    fc.constantFrom("toString", "__proto__", "constructor", "length", "0", "id"),
    fc.nat(2),
    fc.string(),
  );
  const path = fc
    .tuple(
      fc.constantFrom(["event", "user"], ["event"], ["actions", 0], ["user"], ["view"], []),
      fc.array(step, { maxLength: 2 }),
    )
    .map(([known, more]): readonly (string | number)[] => [...known, ...more]);
  understands(fc.tuple(payloads([...MESSAGES, ...PRESSED], anyValue), path), ([json, steps]) => {
    const value = at(json, ...steps);
    expect(typeof value).not.toBe("function");
    expect(value).not.toBe(Object.prototype);
    expect(textAt(json, ...steps)).toBe(typeof value === "string" && value !== "" ? value : null);
    expect(listAt(json, ...steps)).toEqual(Array.isArray(value) ? value : []);
    return steps.length > 0 && value !== undefined;
  });
});

test("JSON of any shape, as it comes over the wire, is read the same", () => {
  fc.assert(
    fc.property(mutated(fc.constantFrom(...MESSAGES, ...PRESSED), anyJson), (body) => {
      const sent: unknown = JSON.parse(JSON.stringify(body) ?? "null");
      expect(hear(sent, SELF)).toEqual(hear(body, SELF));
      expect(readPress(sent)).toEqual(readPress(body));
    }),
    RUNS,
  );
});
