import fc from "fast-check";
import { LRUCache } from "lru-cache";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createHandlers } from "../../../src/adapters/slack/connection/handlers.ts";
import { METHODS } from "../../../src/adapters/slack/connection/listeners.ts";
import type { SlackContext } from "../../../src/adapters/slack/context.ts";
import type { Join } from "../../../src/adapters/slack/ports.ts";
import { readMemory } from "../../../src/adapters/slack/render/modal.ts";
import type { Reply } from "../../../src/dialogue/reply.ts";
import type { Turn } from "../../../src/dialogue/turn.ts";
import type { Address } from "../../../src/store/address.ts";
import { addressFaults, faultsOf, isText, isTextOrNull, turnFaults } from "../../support/lawful.ts";
import { anyJson, mutated, payloads, RUNS, textsIn } from "../../support/mutated.ts";
import {
  COMMANDS,
  content,
  GLOBAL_SHORTCUTS,
  JOINED,
  MEMORIES,
  MESSAGE_SHORTCUTS,
  MESSAGES,
  OPENED,
  PRESSED,
  REMOVED,
  SELF,
  submitted,
} from "./samples.ts";

/** What came of one payload. */
type Outcome = {
  readonly turns: Turn[];
  readonly addresses: Address[];
  readonly calls: { readonly team: string; readonly method: string }[];
  readonly joins: Join[];
  readonly uninstalled: string[];
  readonly errors: unknown[];
  /** How often the request was answered. */
  answers: number;
};

let outcome: Outcome;
let said: Reply | null;
let answered: unknown;

const REPLY: Reply = {
  about: "ask:data",
  language: "en",
  blocks: [{ kind: "paragraph", text: "How many?" }],
  choices: [
    {
      role: "option",
      label: "Under 100",
      description: null,
      action: { kind: "answer", question: "data", option: "tiny", answers: {} },
      primary: false,
    },
  ],
  audience: "everyone",
};

const slack: SlackContext = {
  options: {
    config: { botToken: "xoxb-1", appToken: null, signingSecret: null, oauth: null, apiUrl: null },
    async runTurn(turn, address) {
      outcome.turns.push(turn);
      if (address) outcome.addresses.push(address);
      return address ? null : said;
    },
    content,
    draw: null,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (fields) => void outcome.errors.push(fields.error),
    },
    now: () => 1_800_000_000_000,
    readFacts: (text) => (/500/.test(text) ? { data: "small", examples: 500 } : {}),
    lastAdvice: async () => null,
    listens: async () => true,
    follows: async () => true,
    async joined(join) {
      outcome.joins.push(join);
    },
  },
  async call(team, method) {
    outcome.calls.push({ team, method });
    return typeof answered === "object" && answered !== null ? { ...answered } : {};
  },
  self: async () => SELF,
  person: async () => ({ locale: "ja-JP", isAdmin: false }),
  sleep: async () => undefined,
  removed: new LRUCache({ max: 10 }),
  refused: { thumbs: false },
  pictures: new LRUCache({ max: 10 }),
  sessions: new LRUCache({ max: 10 }),
  stopped: new LRUCache({ max: 10 }),
  directs: new LRUCache({ max: 10 }),
};
const handlers = createHandlers(slack, async (team) => void outcome.uninstalled.push(team));
const answer = async () => {
  outcome.answers += 1;
};

beforeAll(() => vi.stubGlobal("fetch", async () => new Response("ok")));
afterAll(() => void vi.unstubAllGlobals());

/** Whether a key is of a workspace and a person of the payload, whatever their ids are. */
function isKey(key: string, own: ReadonlySet<string>): boolean {
  const ids = [...own];
  const hasTeam = ids.some((id) => key.startsWith(`slack:${id}/`));
  return hasTeam && ids.some((id) => key.endsWith(`/${id}`));
}

const JOIN = {
  team: isText,
  channel: isTextOrNull,
  user: isText,
  id: (id: unknown) => isText(id) && (id as string).startsWith("slack:"),
  locale: isTextOrNull,
};

function faults(body: unknown): readonly unknown[] {
  const { turns, addresses, calls, joins, uninstalled, errors } = outcome;
  const own = new Set([...textsIn(body), ...textsIn(readMemory(body))]);
  const teams = [...calls, ...joins].map(({ team }) => team);
  return [
    ...errors,
    ...turns.flatMap(turnFaults),
    ...turns.map(({ key }) => key).filter((key) => !isKey(key, own)),
    ...addresses.flatMap(addressFaults),
    ...joins.flatMap((join) => faultsOf(join, JOIN)),
    ...calls.map(({ method }) => method).filter((method) => !Object.hasOwn(METHODS, method)),
    ...[...teams, ...uninstalled].filter((team) => !own.has(team) && team !== "-"),
  ];
}

/** Handles 10,000 payloads; `isUnderstood` tells those of which something came. */
async function handles(
  inputs: fc.Arbitrary<unknown>,
  handle: (body: unknown) => Promise<unknown>,
  isUnderstood: () => boolean,
): Promise<void> {
  let understood = 0;
  const replies = fc.constantFrom(REPLY, null);
  await fc.assert(
    fc.asyncProperty(inputs, replies, anyJson, async (body, reply, fromSlack) => {
      outcome = {
        turns: [],
        addresses: [],
        calls: [],
        joins: [],
        uninstalled: [],
        errors: [],
        answers: 0,
      };
      said = reply;
      answered = fromSlack;
      await handle(body);
      expect(faults(body)).toEqual([]);
      if (isUnderstood()) understood += 1;
    }),
    RUNS,
  );
  expect(understood).toBeGreaterThan(RUNS.numRuns / 5);
}

const isTurn = () => outcome.turns.length > 0;
const isCall = () => outcome.calls.length > 0;

test("messages", async () => {
  await handles(payloads(MESSAGES), (body) => handlers.event("message", body), isTurn);
});

test("openings of the Home tab", async () => {
  await handles(payloads(OPENED), (body) => handlers.event("app_home_opened", body), isCall);
});

test("joins", async () => {
  const isJoin = () => outcome.joins.length > 0;
  await handles(payloads(JOINED), (body) => handlers.event("team_join", body), isJoin);
});

test("removals of the app", async () => {
  const isRemoval = () => outcome.uninstalled.length > 0;
  await handles(payloads(REMOVED), (body) => handlers.event("tokens_revoked", body), isRemoval);
});

test("presses", async () => {
  await handles(payloads(PRESSED), handlers.press, () => isTurn() || isCall());
});

test("shortcuts of messages", async () => {
  await handles(payloads(MESSAGE_SHORTCUTS), handlers.shortcut, isTurn);
});

test("global shortcuts", async () => {
  await handles(payloads(GLOBAL_SHORTCUTS), handlers.shortcut, isCall);
});

test("commands, each answered once", async () => {
  const handle = async (body: unknown) => {
    await handlers.command(body, answer);
    expect(outcome.answers).toBe(1);
  };
  await handles(payloads(COMMANDS), handle, isTurn);
});

test("forms, each closed once", async () => {
  const memories = fc.constantFrom(...MEMORIES.map((memory) => JSON.parse(memory) as unknown));
  const forms = mutated(memories).map((memory) => submitted(JSON.stringify(memory)));
  const handle = async (body: unknown) => {
    await handlers.form(body, answer);
    expect(outcome.answers).toBe(1);
  };
  await handles(mutated(forms), handle, isTurn);
});
