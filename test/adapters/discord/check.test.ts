import { expect, test } from "vitest";
import { connectApi } from "../../../src/adapters/discord/adapter.ts";
import type { DiscordConfig } from "../../../src/adapters/discord/ports.ts";
import { checkDiscord } from "../../../src/adapters/discord/setup/check.ts";
import { inviteLink } from "../../../src/adapters/discord/setup/invite.ts";
import { registerCommands } from "../../../src/adapters/discord/setup/registration.ts";
import { startFakeDiscord } from "../../fakes/discord/server.ts";
import { APPLICATION, TOKEN } from "../../fakes/discord/world.ts";
import { content } from "./support.ts";

const CONFIG: DiscordConfig = {
  token: TOKEN,
  publicKey: null,
  applicationId: null,
  apiUrl: null,
  messageContent: true,
  members: true,
  answersIn: null,
  isShard: false,
};

test("what is missing is named with its cure, and nothing once it is there", async () => {
  const discord = await startFakeDiscord({ flags: 1 << 19 });
  const api = connectApi({ token: TOKEN, apiUrl: discord.apiUrl });
  const cures = async () =>
    (await checkDiscord(api, { ...CONFIG, members: false }, content)).map(({ cure }) => cure);
  expect(await cures()).toEqual([null, null, "run `npm run setup` to register them", null]);
  await registerCommands(api, APPLICATION, content, null);
  expect(await cures()).toEqual([null, null, null, null]);
  expect(await checkDiscord(api, CONFIG, content)).toContainEqual({
    what: "Discord intents",
    cure: 'DISCORD_MEMBERS is on, but "Server Members Intent" is off in the developer portal: turn it on, or remove DISCORD_MEMBERS',
  });
  await discord.stop();
});

test("a wrong token and an unreachable address are told apart", async () => {
  const discord = await startFakeDiscord();
  const wrong = await checkDiscord(
    connectApi({ token: "x", apiUrl: discord.apiUrl }),
    CONFIG,
    content,
  );
  expect(wrong[0]?.cure).toMatch(/Reset Token/);
  await discord.stop();
  const away = await checkDiscord(
    connectApi({ token: "x", apiUrl: discord.apiUrl }),
    CONFIG,
    content,
  );
  expect(away[0]?.cure).toMatch(/check the network/);
});

test("the invite asks for the permissions that are used and no more", () => {
  const query = new URL(inviteLink(APPLICATION)).searchParams;
  expect(query.get("scope")).toBe("bot applications.commands");
  expect(
    BigInt(query.get("permissions") ?? 0)
      .toString(2)
      .match(/1/g),
  ).toHaveLength(6);
});
