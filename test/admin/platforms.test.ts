import { expect, test } from "vitest";
import { startDiscord } from "./discord-driver.ts";
import type { Driver } from "./driver.ts";
import { startSlack } from "./slack-driver.ts";
import { type CommunityTranscript, TRANSCRIPTS } from "./transcripts.ts";

const CASES = [
  { name: "Slack", start: startSlack },
  { name: "Discord", start: startDiscord },
].flatMap((platform) => TRANSCRIPTS.map((transcript) => ({ ...platform, transcript })));

test.each(CASES)("$name: $transcript.title", async ({ start, transcript }) => {
  const platform = await start();
  try {
    await play(platform, transcript);
  } finally {
    await platform.stop();
  }
});

async function play(platform: Driver, { acts, language, admin }: CommunityTranscript) {
  const who = { user: "U1", locale: language, admin };
  for (const { said, pressed } of acts) {
    await (pressed ? platform.press(who, said) : platform.say(who, said));
  }
  // A turn is noted when it is saved, which may be after its acknowledgement.
  await expect
    .poll(() => platform.records.map(({ about, language: spoken }) => ({ about, spoken })))
    .toEqual(acts.map(({ expected }) => ({ about: expected.about, spoken: language })));
}
