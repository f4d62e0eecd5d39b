import { expect, test } from "vitest";
import { slash } from "../../fakes/discord/acts.ts";
import { startFakeDiscord } from "../../fakes/discord/server.ts";
import { ANA } from "../../fakes/discord/world.ts";
import { saying, startBot, until } from "./support.ts";

test("1,000 interactions through replays and reconnects get 1,000 responses and no second one", async () => {
  const discord = await startFakeDiscord();
  const bot = await startBot(discord, () => saying("Hi."));
  for (let round = 0; round < 5; round += 1) {
    const answered = Array.from({ length: 200 }, (_, index) =>
      bot.interact(
        slash(discord, {}, { user: `${ANA.slice(0, -3)}${String(index).padStart(3, "0")}` }),
      ),
    );
    await Promise.all(answered.slice(0, 100));
    discord.gateway.drop(round % 2 === 0 ? 4000 : 1012, 150);
    await Promise.all(answered);
    await until(() => bot.adapter.isReady() && discord.gateway.counts.resume === round + 1);
  }
  expect(discord.interactions.counts).toEqual({ opened: 1000, answered: 1000, refused: 0 });
  expect(discord.refusals).toEqual([]);
  expect(bot.turns).toHaveLength(1000);
  await bot.adapter.stop();
  await discord.stop();
}, 30_000);
