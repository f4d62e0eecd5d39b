import { expect, test } from "vitest";
import { encodeValue } from "../../../src/adapters/slack/render/choice-value.ts";
import { LIMITS } from "../../../src/adapters/slack/render/limits.ts";
import { formView } from "../../../src/adapters/slack/render/modal.ts";
import { render } from "../../../src/adapters/slack/render/render.ts";
import { OPTIONS, QUESTIONS } from "../../../src/advice/questions.ts";
import type { Choice } from "../../../src/dialogue/reply.ts";
import { viewFault } from "../../fakes/slack/checks.ts";
import { content } from "./rig.ts";

const answers = {
  data: "medium",
  similarity: "related",
  compute: "moderate",
  examples: 99_999,
  parameters: 7e11,
} as const;
const target = {
  team: "T".repeat(20),
  channel: "C".repeat(20),
  user: "U".repeat(20),
  thread: "1800000000.000001",
  message: "1800000000.000002",
  hidden: false,
  responseUrl: `https://hooks.slack.com/actions/${"x".repeat(200)}`,
};

test("the longest button keeps its value and ids within the limits", () => {
  const choice: Choice = {
    role: "option",
    label: "x",
    description: null,
    action: { kind: "facts", answers },
    primary: false,
  };
  const [body] = render(
    {
      about: "x",
      language: "en",
      blocks: [],
      choices: Array(60).fill(choice),
      audience: "everyone",
    },
    {
      owner: "U".repeat(20),
      mark: "m".repeat(12),
      surface: "message",
      extras: [],
      pictureFile: () => null,
      files: "inline",
      lead: null,
    },
  );
  const rows = body?.blocks.flatMap((block) => (block.type === "actions" ? [block] : [])) ?? [];
  expect(
    rows.every(
      (row) =>
        (row.block_id?.length ?? 0) <= LIMITS.ID && row.elements.length <= LIMITS.ACTIONS_ELEMENTS,
    ),
  ).toBe(true);
  expect(encodeValue("U".repeat(20), choice.action).length).toBeLessThanOrEqual(
    LIMITS.BUTTON_VALUE,
  );
});

test.each(content.languages.map(({ tag }) => tag))(
  "the form in %s fits with all that it remembers, and cuts no word",
  (language) => {
    const view = formView(content, { language, target, answers });
    expect(viewFault(view as never)).toBeNull();
    expect(view.private_metadata?.length).toBeLessThanOrEqual(LIMITS.PRIVATE_METADATA);
    for (const question of QUESTIONS) {
      for (const word of ["ask", "hint"])
        expect(content.say(language, `flow:${word}.${question}`).length).toBeLessThanOrEqual(
          LIMITS.ALT_TEXT,
        );
    }
    for (const [question, options] of Object.entries(OPTIONS)) {
      for (const option of options) {
        const about = content.say(language, `flow:options.${question}.${option}.about`);
        expect(about.length).toBeLessThanOrEqual(LIMITS.OPTION_DESCRIPTION);
      }
    }
    for (const key of ["title", "submit", "close", "done"])
      expect(content.say(language, `platform:form.${key}`).length).toBeLessThanOrEqual(
        LIMITS.MODAL_TITLE,
      );
  },
);

test("a message's own budget is within Slack's for text and tables", () => {
  expect(LIMITS.PAYLOAD / 2).toBeLessThanOrEqual(LIMITS.TABLE_TEXT);
  expect(LIMITS.PAYLOAD).toBeLessThanOrEqual(LIMITS.TEXT);
});
