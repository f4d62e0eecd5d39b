import { expect, test } from "vitest";
import type { SlackContext } from "../../../src/adapters/slack/context.ts";
import {
  privateBodies,
  publicBodies,
  viewBlocks,
} from "../../../src/adapters/slack/render/message.ts";
import { OPTIONS } from "../../../src/advice/questions.ts";
import { RULES_VERSION } from "../../../src/advice/rules.ts";
import { type Action, DETAILS } from "../../../src/dialogue/action.ts";
import { encodeCode } from "../../../src/dialogue/advice-code.ts";
import type { Dependencies } from "../../../src/dialogue/dependencies.ts";
import { handleAction } from "../../../src/dialogue/policy/handle-action.ts";
import type { Reply } from "../../../src/dialogue/reply.ts";
import { NEW_STATE } from "../../../src/dialogue/state.ts";
import { messageFault, viewFault } from "../../fakes/slack/checks.ts";
import { content } from "./rig.ts";

const file = () => ({ name: "record.md", mime: "text/markdown", text: "# Record" });
const deps = { content, recipe: file, record: file } as unknown as Dependencies;
const slack = { options: { content } } as unknown as SlackContext;
const languages = content.languages.map(({ tag }) => tag);

function replyTo(action: Action, language: string): Reply {
  const { reply } = handleAction({ deps, language }, NEW_STATE, action, []);
  if (!reply) throw new Error("silence");
  return reply;
}

const combinations = OPTIONS.data.flatMap((data) =>
  OPTIONS.similarity.flatMap((similarity) =>
    OPTIONS.compute.map((compute) => ({ data, similarity, compute }) as const),
  ),
);
const actions: readonly Action[] = [
  { kind: "start" },
  { kind: "help" },
  { kind: "topics" },
  { kind: "privacy" },
  ...content.topics.flatMap((topic): Action[] => [
    { kind: "topic", topic },
    { kind: "more", topic },
  ]),
  ...combinations.flatMap((answers): Action[] => {
    const code = encodeCode({ answers, version: RULES_VERSION });
    return [
      { kind: "advise", answers },
      { kind: "why_not", strategy: null, code },
      ...DETAILS.map((detail): Action => ({ kind: "detail", detail, code })),
    ];
  }),
];
const place = {
  team: "T",
  channel: "C",
  thread: null,
  user: "U0123456789",
  direct: false,
  question: null,
  edited: false,
  shared: true,
  forAll: false,
  responseUrl: null,
};

test.each(languages)(
  "every reply in %s is one message that Slack accepts, for all and for one",
  (language) => {
    for (const action of actions) {
      const reply = replyTo(action, language);
      for (const render of [publicBodies, privateBodies]) {
        const bodies = render(slack, reply, place, "mark", () => null);
        expect([JSON.stringify(action), bodies.length, messageFault(bodies[0]!)]).toEqual([
          JSON.stringify(action),
          1,
          null,
        ]);
      }
    }
  },
);

test.each(languages)("every reply in %s fits a modal", (language) => {
  for (const action of actions) {
    const fault = viewFault({
      type: "home",
      blocks: viewBlocks(replyTo(action, language), "U0123456789", "mark"),
    });
    expect([JSON.stringify(action), fault]).toEqual([JSON.stringify(action), null]);
  }
});

test.each(languages)(
  "every reply in %s has prose in markdown blocks, and no words of another language in its buttons",
  (language) => {
    const labels = actions.flatMap((action) =>
      replyTo(action, language).choices.map((choice) => choice.label),
    );
    const isForeign = (label: string) =>
      language === "en" ? /[ぁ-んァ-ヶ一-龠]/.test(label) : /^[A-Za-z' ]{12,}$/.test(label);
    expect([...new Set(labels.filter(isForeign))]).toEqual([]);
  },
);
