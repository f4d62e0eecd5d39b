import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "../../src/dialogue/reply.ts";
import { respond } from "../../src/dialogue/respond.ts";
import { NEW_STATE } from "../../src/dialogue/state.ts";
import { parseTranscripts, type Transcript } from "../conversations/transcript.ts";
import { deps, turnOf } from "../support/dependencies.ts";
import { createStage, type ReplyTarget, type Shown, type Stage } from "./parity.ts";
import { ADVISING } from "./parity-advising.ts";
import { ASKING, type Check } from "./parity-asking.ts";
import { COMMUNITY } from "./parity-community.ts";
import type { Running } from "./parity-dialogue.ts";
import { startDiscord } from "./parity-discord.ts";
import { ELSEWHERE } from "./parity-elsewhere.ts";
import { missing } from "./parity-seen.ts";
import { startSlack } from "./parity-slack.ts";

const FOLDER = join(import.meta.dirname, "../conversations");
const transcripts = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".txt"))
  .flatMap((name) => parseTranscripts(readFileSync(join(FOLDER, name), "utf8")));

let stages: readonly Stage[];

/** Both platforms, each with its own bot. */
async function startStages(office: boolean): Promise<readonly Stage[]> {
  const starts = [startSlack, startDiscord].map(async (start) => {
    const running: Running = { outcomes: [], office };
    return createStage(await start(running), running.outcomes);
  });
  return await Promise.all(starts);
}

const stopStages = () => Promise.all(stages.map(({ platform }) => platform.stop()));

describe.each(["direct", "channel"] as const)("a transcript, %s", (where) => {
  beforeAll(async () => {
    stages = await startStages(false);
  });
  afterAll(stopStages);

  for (const transcript of transcripts) {
    test(transcript.title, async () => {
      const [slack, discord] = await Promise.all(
        stages.map((each) => play(each, where, transcript)),
      );
      const expected = read(transcript, where);
      expect({ slack, discord }).toEqual({ slack: expected, discord: expected });
    });
  }
});

describe("a feature", () => {
  beforeAll(async () => {
    stages = await startStages(true);
  });
  afterAll(stopStages);

  test.each(Object.entries(CHECKS))("%s", async (_, check) => {
    const [slack, discord] = await Promise.all(stages.map(check));
    expect(discord).toEqual(slack);
    expect(JSON.stringify(slack ?? null)).not.toMatch(/"(silent|failed|not_understood|office)"/);
  });

  test.each(Object.entries(ELSEWHERE))("%s, in tests of its own", (_, { slack, discord }) => {
    for (const [file, title] of [slack, discord])
      expect(readFileSync(join(import.meta.dirname, file), "utf8")).toContain(`test("${title}"`);
  });
});

const CHECKS: Readonly<Record<string, Check>> = { ...ASKING, ...ADVISING, ...COMMUNITY };

test("the parity table has a check on both platforms for each feature, and a feature for each check", () => {
  const rows = readParityTable(readFileSync(PARITY, "utf8"));
  expect(rows.map(({ feature }) => feature)).toEqual(Object.keys({ ...CHECKS, ...ELSEWHERE }));
  expect(rows.filter(({ slack, discord }) => !isChecked(slack) || !isChecked(discord))).toEqual([]);
});

test("a row without a check is seen", () => {
  const [row] = readParityTable(
    "<!-- parity:begin -->\n| Telepathy | ✓ think | - |\n<!-- parity:end -->",
  );
  expect(row && [row.feature, isChecked(row.slack), isChecked(row.discord)]).toEqual([
    "Telepathy",
    true,
    false,
  ]);
});

test("what cannot be seen of a reply is missed", () => {
  const reply = respond(
    deps,
    NEW_STATE,
    turnOf({ kind: "action", action: { kind: "start" } }),
  ).reply;
  expect(reply && missing(reply, [])).toContain(deps.content.say("en", "flow:controls.cancel"));
});

const PARITY = join(import.meta.dirname, "../../docs/parity.md");

/** The rows between the marks, without the header. */
function readParityTable(text: string) {
  const [, table = ""] = /<!-- parity:begin -->\n([\s\S]*?)<!-- parity:end -->/.exec(text) ?? [];
  return table
    .split("\n")
    .filter((line) => /^\| (?!feature|---)/.test(line))
    .map((line) => {
      const [, feature = "", slack = "", discord = ""] = line.split("|").map((cell) => cell.trim());
      return { feature, slack, discord };
    });
}

/** A check, and how the feature is called there. */
function isChecked(cell: string): boolean {
  return /^✓ \S/.test(cell);
}

type Where = "direct" | "channel";

/** Plays a transcript with a new person: written lines are messages (in the bot's thread, or direct), `/tl-advise` is the command. */
async function play(stage: Stage, where: Where, { acts }: Transcript): Promise<readonly string[]> {
  const { platform } = stage;
  const person = platform.newPerson();
  let target: ReplyTarget = where === "direct" ? platform.direct(person) : platform.channel;
  let shown: Shown = { reply: null, cards: [] };
  const told: string[] = [];
  for (const { said, pressed } of acts) {
    if (pressed) {
      const label = shown.reply?.choices.find((choice) => choice.label.startsWith(said))?.label;
      shown = await stage.press(person, shown, label ?? said);
    } else if (where === "direct" && said.startsWith(COMMAND)) {
      const words = said.slice(COMMAND.length).trim();
      shown = await stage.command(person, target, words === "" ? {} : { words });
    } else {
      const spoken = await stage.say(person, target, said, target === platform.channel);
      target = spoken.question.target;
      shown = spoken;
    }
    told.push(describeReply(shown));
  }
  return told;
}

const COMMAND = "/tl-advise";

/** What the dialogue alone makes of the transcript, where follow-ups in a thread are not addressed to the bot. */
function read({ acts }: Transcript, where: Where): readonly string[] {
  let outcome: Outcome = { state: NEW_STATE, reply: null, effects: [] };
  return acts.map(({ said, pressed }, at) => {
    const choice = outcome.reply?.choices.find(({ label }) => label.startsWith(said));
    const input = pressed
      ? ({ kind: "action", action: choice?.action ?? null } as const)
      : ({ kind: "text", text: said } as const);
    const addressed = pressed || at === 0 || where === "direct";
    outcome = respond(deps, outcome.state, turnOf(input, { addressed }));
    return describeReply(outcome);
  });
}

function describeReply({ reply }: { readonly reply: Outcome["reply"] }): string {
  return reply ? `${reply.about} in ${reply.language}` : "silent";
}
