import { generateKeyPairSync, sign } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Answering, answer } from "../../../src/adapters/discord/connection/acknowledge.ts";
import type { Api } from "../../../src/adapters/discord/connection/api.ts";
import { createMemory } from "../../../src/adapters/discord/connection/memory.ts";
import {
  interactionsRoute,
  type Receive,
} from "../../../src/adapters/discord/connection/receiver.ts";
import { isSigned, readPublicKey } from "../../../src/adapters/discord/connection/signature.ts";
import { plan } from "../../../src/adapters/discord/events/interactions.ts";
import { readInteraction } from "../../../src/adapters/discord/events/payload.ts";
import { createPrepare } from "../../../src/adapters/discord/render/files.ts";
import type { Reply } from "../../../src/dialogue/reply.ts";
import type { Turn } from "../../../src/dialogue/turn.ts";
import { responseFaults } from "../../fakes/discord/check.ts";
import { turnFaults } from "../../support/lawful.ts";
import { anyJson, mutated, payloads, RUNS, understands } from "../../support/mutated.ts";
import { INTERACTIONS } from "./samples.ts";
import { content, question, saying } from "./support.ts";

type Json = Readonly<Record<string, unknown>>;

const KEY = /^discord:(@me|\d+)\/\d+\/(-|\d+)\/\d+$/;
const NOW_MS = 1_800_000_000_000;

/** What came of one interaction. */
let turns: Turn[] = [];
let errors: unknown[] = [];
let responses: { readonly response: Json; readonly files: readonly string[] }[] = [];
let said: Reply | null = null;
let clockMs = NOW_MS;

const note = () => undefined;
const log = { info: note, warn: note, error: (fields: Json) => void errors.push(fields.error) };
const answering: Answering = {
  content,
  draw: async () => Buffer.from("png"),
  log,
  now: () => clockMs,
  readFacts: (text) => (/500/.test(text) ? { data: "small", examples: 500 } : {}),
  lastAdvice: async () => null,
  api: { followUp: async () => undefined } as unknown as Api,
  prepare: createPrepare(content, async () => Buffer.from("png"), log),
  once: async () => true,
  pressed: createMemory<number>(100),
  async runTurn(turn) {
    turns.push(turn);
    return said;
  },
};

const receive: Receive = async (interaction, acknowledge) => {
  const planned = plan(answering, interaction);
  if (!planned) return;
  await answer(answering, interaction, planned, async (response, files) => {
    responses.push({ response: { ...response }, files: files.map(({ name }) => name) });
    await acknowledge(response, files);
  });
};

const REPLIES = fc.constantFrom(
  question(),
  saying("Hi."),
  saying("Sorry.", { audience: "asker" }),
  null,
);

function begin(reply: Reply | null): void {
  turns = [];
  errors = [];
  responses = [];
  said = reply;
  // Nothing is the second click of what came before.
  clockMs += 10_000;
}

function faults(type: number): readonly unknown[] {
  return [
    ...errors,
    ...turns.flatMap(turnFaults),
    ...turns.map(({ key }) => key).filter((key) => !KEY.test(key)),
    ...responses.flatMap(({ response, files }) => responseFaults(response, type, files)),
  ];
}

test("an interaction of any shape is none of ours, or answered once by what Discord accepts", async () => {
  let understood = 0;
  await fc.assert(
    fc.asyncProperty(payloads(INTERACTIONS), REPLIES, async (payload, reply) => {
      begin(reply);
      const interaction = readInteraction(payload);
      if (!interaction) return;
      await receive(interaction, async () => undefined);
      expect(faults(interaction.type)).toEqual([]);
      expect(responses.length).toBe(plan(answering, interaction) ? 1 : 0);
      if (turns.length > 0) understood += 1;
    }),
    RUNS,
  );
  expect(understood).toBeGreaterThan(RUNS.numRuns / 5);
});

test("suggestions for anything typed are what Discord accepts", () => {
  const typings = INTERACTIONS.filter(({ type }) => type === 4);
  const data = mutated(fc.constantFrom(...typings.map((each) => each.data)));
  understands(data, (typed) => {
    const interaction = readInteraction({ ...typings[0], data: typed });
    if (!interaction) return false;
    const planned = plan(answering, interaction);
    if (planned?.kind !== "at_once") throw new Error("suggestions are given at once");
    expect(responseFaults({ ...planned.response }, 4, [])).toEqual([]);
    return true;
  });
});

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const HEX = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
const KEY_OBJECT = readPublicKey(HEX);
const SECONDS = String(NOW_MS / 1000);

/** Posts to the endpoint; gives each status with which it answered. */
async function post(body: Buffer, headers: Json, method = "POST"): Promise<readonly number[]> {
  const statuses: number[] = [];
  const response = {
    writableEnded: false,
    setHeader: () => response,
    writeHead(status: number) {
      statuses.push(status);
      return response;
    },
    end() {
      response.writableEnded = true;
      return response;
    },
  };
  const request = Object.assign(Readable.from(body.length > 0 ? [body] : []), { method, headers });
  const callback = async () => undefined;
  const { handle } = interactionsRoute(KEY_OBJECT, () => NOW_MS, receive, callback);
  await handle(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  return statuses;
}

function signed(body: Buffer): Json {
  const signature = sign(null, Buffer.concat([Buffer.from(SECONDS), body]), privateKey);
  return {
    "x-signature-ed25519": signature.toString("hex"),
    "x-signature-timestamp": SECONDS,
  };
}

test("a signed body of any shape is answered once: an interaction, or a bad request", async () => {
  const bodies = fc.oneof(
    {
      arbitrary: payloads(INTERACTIONS).map((payload) => JSON.stringify(payload) ?? ""),
      weight: 8,
    },
    { arbitrary: fc.string({ unit: "binary" }), weight: 1 },
    {
      arbitrary: fc
        .tuple(fc.constantFrom(...INTERACTIONS), fc.nat(300))
        .map(([payload, end]) => JSON.stringify(payload).slice(0, end)),
      weight: 1,
    },
  );
  let understood = 0;
  await fc.assert(
    fc.asyncProperty(bodies, REPLIES, async (text, reply) => {
      begin(reply);
      const body = Buffer.from(text);
      const statuses = await post(body, signed(body));
      expect(statuses).toEqual([statuses[0] === 200 || statuses[0] === 202 ? statuses[0] : 400]);
      expect(errors).toEqual([]);
      expect(turns.flatMap(turnFaults)).toEqual([]);
      if (turns.length > 0) understood += 1;
    }),
    RUNS,
  );
  expect(understood).toBeGreaterThan(RUNS.numRuns / 5);
});

/** Headers that look like a signature, and such that do not. */
const headers = fc.record(
  {
    "x-signature-ed25519": fc.oneof(
      fc.stringMatching(/^[0-9a-f]{128}$/),
      fc.constantFrom(["a", "b"], "", "0".repeat(128), "z".repeat(128)),
      fc.string(),
    ),
    "x-signature-timestamp": fc.oneof(
      fc.constantFrom(SECONDS, ` ${SECONDS}`, `${SECONDS}.0`, "1e9", "-1", [SECONDS]),
      fc.string(),
    ),
  },
  { requiredKeys: [] },
);

test("a request that Discord did not sign reaches nothing, whatever its headers and body are", async () => {
  const body = fc.oneof(fc.constantFrom(...INTERACTIONS), anyJson);
  const method = fc.constantFrom("POST", "POST", "GET", "", "post");
  await fc.assert(
    fc.asyncProperty(headers, body, method, async (given, payload, verb) => {
      begin(null);
      const statuses = await post(Buffer.from(JSON.stringify(payload)), given, verb);
      expect(statuses).toEqual([verb === "POST" ? 401 : 405]);
      expect([turns, responses, errors]).toEqual([[], [], []]);
    }),
    RUNS,
  );
});

test("only the body and the time that were signed pass, and only for a while", () => {
  const change = fc.record({
    secondsLater: fc.oneof(fc.constant(0), fc.integer({ min: -1000, max: 1000 })),
    flipped: fc.option(fc.nat(511)),
    body: fc.constantFrom("{}", "{} ", ""),
  });
  understands(
    change,
    ({ secondsLater, flipped, body }) => {
      const { "x-signature-ed25519": hex } = signed(Buffer.from("{}"));
      const bytes = Buffer.from(String(hex), "hex");
      if (flipped !== null) bytes[flipped >> 3] = (bytes[flipped >> 3] ?? 0) ^ (1 << (flipped & 7));
      const given = { signature: bytes.toString("hex"), timestamp: SECONDS };
      const isRight = flipped === null && body === "{}" && Math.abs(secondsLater) <= 300;
      const nowMs = NOW_MS + secondsLater * 1000;
      expect(isSigned(KEY_OBJECT, given, Buffer.from(body), nowMs)).toBe(isRight);
      return isRight;
    },
    100,
  );
});

test("a public key of any text is one, or named as malformed", () => {
  const hex = fc.oneof(
    fc.stringMatching(/^[0-9a-fA-F]{64}$/),
    fc.stringMatching(/^[0-9a-f]{60,70}$/),
    fc.stringMatching(/^[0-9a-g]{64}$/),
    fc.string(),
  );
  understands(hex, (text) => {
    try {
      expect(readPublicKey(text).asymmetricKeyType).toBe("ed25519");
      return true;
    } catch (error) {
      expect(String(error)).toMatch(/^Error: DISCORD_PUBLIC_KEY must be 64 hexadecimal digits/);
      expect(text).not.toMatch(/^[0-9a-f]{64}$/i);
      return false;
    }
  });
});
