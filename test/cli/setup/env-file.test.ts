import { expect, test } from "vitest";
import { withValues } from "../../../src/cli/setup/env-file.ts";

test("a variable is set where it stands, and all else stays", () => {
  const text = "# Slack\nSLACK_BOT_TOKEN=\n# export\nexport PORT=3000\nOTHER=1\n";
  expect(withValues(text, { SLACK_BOT_TOKEN: "xoxb-1", PORT: "80" })).toBe(
    "# Slack\nSLACK_BOT_TOKEN=xoxb-1\n# export\nPORT=80\nOTHER=1\n",
  );
});

test("a new variable comes last, and an empty one is not added", () => {
  expect(withValues("A=1\n", { B: "2", C: "" })).toBe("A=1\nB=2\n");
  expect(withValues("", { B: "2" })).toBe("B=2\n");
});

test("an empty value empties the line", () => {
  expect(withValues("DISCORD_MEMBERS=on\n", { DISCORD_MEMBERS: "" })).toBe("DISCORD_MEMBERS=\n");
});
