import { expect, test } from "vitest";
import { startRig } from "./rig.ts";

test.each([
  [
    "a wrong token is named with the page where the right one is",
    "xoxb-wrong",
    null,
    "OAuth & Permissions",
  ],
  [
    "a Slack that is away is not taken for a wrong token",
    "xoxb-fake",
    "http://127.0.0.1:1/api/",
    "cannot be reached",
  ],
] as const)("%s", async (_, botToken, apiUrl, words) => {
  await expect(startRig({ config: { botToken, ...(apiUrl && { apiUrl }) } })).rejects.toThrow(
    words,
  );
});
