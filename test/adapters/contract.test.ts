import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Abilities, CONTRACT, openStage } from "./contract.ts";
import type { Stage } from "./parity.ts";
import { startDiscord } from "./parity-discord.ts";
import { startSlack } from "./parity-slack.ts";
import { startTerminal } from "./terminal-platform.ts";

const CHAT: Abilities = { messages: true, whispers: true, buttons: true };

/** Every adapter; a new platform is a line here. */
const ADAPTERS = [
  { name: "Slack", start: startSlack, abilities: CHAT },
  { name: "Discord", start: startDiscord, abilities: CHAT },
  {
    name: "the terminal",
    start: startTerminal,
    abilities: { messages: false, whispers: false, buttons: false },
  },
] as const;

describe.each(ADAPTERS)("on $name", ({ start, abilities }) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(start);
  });
  afterAll(() => stage.platform.stop());

  const kept = CONTRACT.filter(({ needs }) => needs === null || abilities[needs]);
  test.each(kept)("$claim", async ({ check }) => {
    await expect(check(stage)).resolves.toBeUndefined();
  });
});

test("an answer that comes twice breaks the contract", async () => {
  const stage = await openStage(startTerminal);
  const [order] = CONTRACT.filter(({ claim }) => claim.includes("in their order"));
  const doubled: Stage = {
    ...stage,
    platform: {
      ...stage.platform,
      messages: () => stage.platform.messages().flatMap((message) => [message, message]),
    },
  };
  await expect(order?.check(doubled)).rejects.toThrow("wanted");
  await stage.platform.stop();
});
