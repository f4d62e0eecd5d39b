import fc from "fast-check";
import { expect, test } from "vitest";
import { readPlace } from "../../../src/adapters/slack/events/conversation.ts";
import { hear } from "../../../src/adapters/slack/events/parse-event.ts";
import { readPress } from "../../../src/adapters/slack/events/parse-press.ts";
import { decodeValue } from "../../../src/adapters/slack/render/choice-value.ts";
import { readForm, readMemory } from "../../../src/adapters/slack/render/modal.ts";
import { render } from "../../../src/adapters/slack/render/render.ts";
import { divide } from "../../../src/adapters/slack/render/split.ts";
import { messageFault } from "../../fakes/slack/checks.ts";

const runs = { numRuns: 10_000 };
const names = fc.constantFrom(
  "event",
  "message",
  "previous_message",
  "type",
  "subtype",
  "channel",
  "user",
  "ts",
  "thread_ts",
  "text",
  "team_id",
  "actions",
  "container",
  "view",
  "edited",
  "value",
  "action_id",
  "state",
  "values",
  "private_metadata",
  "id",
  "team",
  "__proto__",
);
const words = fc.oneof(
  fc.constantFrom(
    "message_changed",
    "tombstone",
    "message_deleted",
    "C1",
    "U1",
    "1.1",
    "tl:act:0",
    "U1|tl1/start",
    "<@U0BOT>",
  ),
  fc.string(),
);
/** JSON in which the fields and values of Slack's payloads turn up in all the wrong places. */
const payload = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    words,
    fc.constant(null),
    fc.integer(),
    fc.boolean(),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(names, tie("any"), { maxKeys: 6 }),
  ),
})).any;

test.each([
  ["an event", (json: unknown) => hear(json, { userId: "U0BOT", botId: null })],
  ["a press", readPress],
  ["a form", readForm],
  ["a form's memory", readMemory],
])("%s of any shape is read without a fault", (_, read) => {
  fc.assert(
    fc.property(payload, (json) => void read(json)),
    runs,
  );
});

test("a button's value of any text is read without a fault, and its owner is an id", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(decodeValue(text).owner ?? "U1").toMatch(/^[UW][A-Z0-9]+$/);
    }),
    runs,
  );
});

test("an address of any fields is read without a fault", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean(), fc.constant(null))),
      (place) => void readPlace({ platform: "slack", place }),
    ),
    runs,
  );
});

test("divided text is the text again, in parts within the limit", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200, unit: "grapheme" }),
      fc.integer({ min: 12, max: 60 }),
      (text, max) => {
        const parts = divide(text, max);
        expect([parts.join(""), parts.every((part) => part.length <= max)]).toEqual([text, true]);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a paragraph of any text is a message that Slack accepts, and can mention nobody", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (text) => {
      const bodies = render(
        {
          about: "x",
          language: "en",
          blocks: [{ kind: "paragraph", text }],
          choices: [],
          audience: "everyone",
        },
        {
          owner: "U1",
          mark: "m",
          surface: "message",
          extras: [],
          pictureFile: () => null,
          files: "inline",
          lead: null,
        },
      );
      for (const body of bodies) {
        expect(messageFault(body)).toBeNull();
        expect(body.text).not.toMatch(/<[!@#]/);
      }
    }),
    { numRuns: 3_000 },
  );
});
