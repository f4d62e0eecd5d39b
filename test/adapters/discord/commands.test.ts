import { expect, test } from "vitest";
import { connectApi } from "../../../src/adapters/discord/adapter.ts";
import { suggestTopics } from "../../../src/adapters/discord/events/autocomplete.ts";
import { readCommand } from "../../../src/adapters/discord/events/command-input.ts";
import { commands } from "../../../src/adapters/discord/setup/commands.ts";
import { registerCommands } from "../../../src/adapters/discord/setup/registration.ts";
import { commandFaults } from "../../fakes/discord/check.ts";
import { startFakeDiscord } from "../../fakes/discord/server.ts";
import { APPLICATION, GUILD, TOKEN } from "../../fakes/discord/world.ts";
import { content } from "./support.ts";

function read(options: Readonly<Record<string, string>>) {
  const given = Object.entries(options).map(([name, value]) => ({ type: 3 as const, name, value }));
  return readCommand(given, content, (text) => (text.includes("500") ? { examples: 500 } : {}));
}

test("the commands are within Discord's rules, in both languages", () => {
  const all = commands(content);
  expect(commandFaults(all as never)).toEqual([]);
  expect(all[0]).toMatchObject({
    name: "tl-advise",
    integration_types: [0, 1],
    contexts: [0, 1, 2],
  });
  expect(all[0]?.description_localizations).toHaveProperty("ja");
  expect(all[0]?.description_localizations).toHaveProperty("en-US");
  expect(all[1]).toMatchObject({
    type: 3,
    name: "Advise on this",
    name_localizations: { ja: "これについて助言" },
  });
});

test.each([
  [{}, { kind: "action", action: { kind: "start" } }],
  [{ question: "what is LoRA?" }, { kind: "text", text: "/tl-advise what is LoRA?" }],
  [{ topic: "peft_lora" }, { kind: "action", action: { kind: "topic", topic: "peft_lora" } }],
  [{ topic: "lora stuff" }, { kind: "text", text: "/tl-advise topic lora stuff" }],
  [
    { data: "small", compute: "unknown" },
    { kind: "action", action: { kind: "facts", answers: { data: "small", compute: "unknown" } } },
  ],
  [
    { question: "500 photos", similarity: "close" },
    { kind: "action", action: { kind: "facts", answers: { examples: 500, similarity: "close" } } },
  ],
  [{ data: "nonsense" }, { kind: "action", action: { kind: "start" } }],
  [{ show: "help" }, { kind: "action", action: { kind: "help" } }],
  [{ language: "ja" }, { kind: "action", action: { kind: "language", language: "ja" } }],
  [{ code: "TL-XXXX-XXXX" }, { kind: "text", text: "TL-XXXX-XXXX" }],
])("options %j ask %j", (options, input) => {
  expect(read(options).input).toEqual(input);
});

test("a language beside a question is the language of its answer", () => {
  expect(read({ question: "LoRA", language: "ja" })).toEqual({
    input: { kind: "text", text: "/tl-advise LoRA" },
    language: "ja",
    opensLast: false,
  });
});

test("suggestions are in the person's language, the best match first, at most 25", () => {
  expect(suggestTopics("", content, "ja")).toHaveLength(25);
  expect(suggestTopics("ＬＯＲＡ", content, "ja")[0]?.value).toBe("peft_lora");
  expect(suggestTopics("zzzz", content, "en")).toEqual([]);
});

test("registering again changes nothing, and another scope is cleared", async () => {
  const discord = await startFakeDiscord();
  const api = connectApi({ token: TOKEN, apiUrl: discord.apiUrl });
  expect(await registerCommands(api, APPLICATION, content, GUILD)).toEqual([
    { scope: GUILD, change: "written" },
  ]);
  expect(await registerCommands(api, APPLICATION, content, null)).toEqual([
    { scope: "global", change: "written" },
    { scope: GUILD, change: "cleared" },
  ]);
  expect(await registerCommands(api, APPLICATION, content, null)).toEqual([
    { scope: "global", change: "unchanged" },
  ]);
  expect(discord.commands.get("global")).toHaveLength(2);
  expect(discord.commands.get(GUILD)).toEqual([]);
  expect(discord.refusals).toEqual([]);
  await discord.stop();
});
