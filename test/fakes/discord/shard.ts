import { fileURLToPath } from "node:url";
import { createDiscordAdapter } from "../../../src/adapters/discord/adapter.ts";
import type { Reply } from "../../../src/dialogue/reply.ts";
import { loadContent } from "../../../src/knowledge/load.ts";
import { TOKEN } from "./world.ts";

/** One shard's process: says the same to everybody. Its first argument is the fake's address. */
const { content } = loadContent(fileURLToPath(new URL("../../../locales", import.meta.url)));
const reply: Reply = {
  about: "greeting",
  language: "en",
  blocks: [{ kind: "paragraph", text: "Hello from a shard." }],
  choices: [],
  audience: "everyone",
};
const adapter = createDiscordAdapter({
  config: {
    token: TOKEN,
    publicKey: null,
    applicationId: null,
    apiUrl: process.argv[2] ?? null,
    messageContent: false,
    members: false,
    answersIn: "reply",
    isShard: true,
  },
  runTurn: async (turn, address) => {
    if (address)
      await adapter.deliver({
        id: turn.id,
        turn: turn.id,
        address,
        reply,
        attempt: 1,
        recovered: false,
      });
    return address ? null : reply;
  },
  content,
  draw: null,
  log: { info() {}, warn: console.warn, error: console.error },
  now: Date.now,
  readFacts: () => ({}),
});
await adapter.start();
