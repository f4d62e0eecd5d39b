import { generateKeyPairSync, sign } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPublicKey } from "../../../src/adapters/discord/connection/signature.ts";
import { slash } from "../../fakes/discord/acts.ts";
import { responseFaults } from "../../fakes/discord/check.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/server.ts";
import { type Bot, saying, serve, startBot } from "./support.ts";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const HEX = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
const HTTP_ONLY = { token: null, publicKey: HEX, applicationId: "1" };

let discord: FakeDiscord;
let bot: Bot;
let server: Awaited<ReturnType<typeof serve>>;

beforeEach(async () => {
  discord = await startFakeDiscord();
  bot = await startBot(discord, () => saying("Hi."), HTTP_ONLY);
  server = await serve(bot.adapter);
});

afterEach(async () => {
  await server.stop();
  await bot.adapter.stop();
  await discord.stop();
});

/** Posts as Discord does; `secondsAgo` is when it was signed, `signed` what was signed instead of the body. */
async function post(
  body: unknown,
  { secondsAgo = 0, signed = null as string | null } = {},
): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const signature = sign(null, Buffer.from(timestamp + (signed ?? text)), privateKey).toString(
    "hex",
  );
  return await fetch(server.url, {
    method: "POST",
    headers: { "x-signature-ed25519": signature, "x-signature-timestamp": timestamp },
    body: text,
  });
}

test("a ping is answered by a pong", async () => {
  const response = await post({ id: "1", type: 1, token: "t" });
  expect([response.status, await response.json()]).toEqual([200, { type: 1 }]);
});

test("a command is answered in the response itself, by the same handlers", async () => {
  const response = await post({
    id: "2",
    token: "t",
    application_id: "1",
    ...slash(discord, { question: "LoRA" }),
  });
  const body = (await response.json()) as Readonly<Record<string, unknown>>;
  expect(body.type).toBe(4);
  expect(responseFaults(body, 2, [])).toEqual([]);
  expect(bot.turns[0]?.input).toEqual({ kind: "text", text: "/tl-advise LoRA" });
  expect(discord.calls).toEqual([]);
});

test("an interaction that is sent again is one turn", async () => {
  const interaction = { id: "3", token: "t", application_id: "1", ...slash(discord, {}) };
  const bodies = [await (await post(interaction)).text(), await (await post(interaction)).text()];
  expect(bodies[0]).toBe(bodies[1]);
  expect(bot.turns).toHaveLength(1);
});

test.each([
  ["signed for another body", { signed: "{}" }],
  ["signed too long ago", { secondsAgo: 301 }],
  ["signed in the future", { secondsAgo: -400 }],
])("a request %s is refused", async (_, how) => {
  expect((await post({ id: "1", type: 1, token: "t" }, how)).status).toBe(401);
});

test("a request without a signature is refused", async () => {
  expect((await fetch(server.url, { method: "POST", body: "{}" })).status).toBe(401);
  expect((await fetch(server.url)).status).toBe(405);
});

test.each([
  "not json",
  "[]",
  "{}",
  '{"id":1,"type":2,"token":"t"}',
  '{"id":"1","type":99,"token":"t"}',
])("a signed body that is no interaction (%s) is a bad request", async (body) => {
  expect((await post(body)).status).toBe(400);
});

test("a body without end is cut off", async () => {
  expect((await post("x".repeat(1_100_000))).status).toBe(413);
});

test("an answer with a file goes over the API, and the response is an empty 202", async () => {
  const reply = saying("", {
    blocks: [{ kind: "picture", picture: { kind: "comparison", language: "en" }, alt: "Two." }],
  });
  const drawing = await startBot(discord, () => reply, HTTP_ONLY);
  const its = await serve(drawing.adapter);
  const { payload, answered } = discord.interactions.begin(slash(discord, {}));
  const url = server.url;
  server.url = its.url;
  const response = await post(payload);
  server.url = url;
  expect([response.status, await response.text()]).toEqual([202, ""]);
  expect((await answered).message()?.body.attachments).toHaveLength(1);
  await its.stop();
});

test("a malformed key is named at once", () => {
  expect(() => readPublicKey("abc")).toThrow(/DISCORD_PUBLIC_KEY must be 64 hexadecimal digits/);
});
