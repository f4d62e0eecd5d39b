import { afterEach, beforeEach, expect, test } from "vitest";
import type { Reply } from "../../src/dialogue/reply.ts";
import { type Community, startCommunity } from "./rig.ts";
import { TRANSCRIPTS } from "./transcripts.ts";

let bot: Community;
beforeEach(async () => {
  bot = await startCommunity();
});
afterEach(() => bot.stop());

test.each(TRANSCRIPTS)("$language: $title", async ({ acts, language, admin }) => {
  const actor = { admin, locale: language };
  let reply: Reply | null = null;
  for (const { said, pressed, expected } of acts) {
    reply = pressed ? await bot.press(reply, said, actor) : await bot.say(said, actor);
    expect({ said, about: reply?.about }).toEqual({ said, about: expected.about });
    expect(reply?.language).toBe(language);
  }
});
