/** A test by its file, beside this one, and its title. */
export type Elsewhere = readonly [file: string, title: string];

/** Features that each platform has in its own way; its own tests try them. */
export const ELSEWHERE = {
  "Ways to begin are offered": {
    slack: [
      "slack/surfaces.test.ts",
      "opening the Messages tab sets at most four suggested prompts, without a thread",
    ],
    discord: [
      "discord/interactions.test.ts",
      "topics are suggested in the person's language while they type",
    ],
  },
  "Last advice again": {
    slack: ["slack/dialogue.test.ts", "the last advice is offered in the Home tab"],
    discord: [
      "discord/dialogue.test.ts",
      "the last advice is opened again, and without one the questions begin",
    ],
  },
  "A slow answer is announced": {
    slack: ["slack/asking.test.ts", "an answer that takes long is announced in a direct message"],
    discord: [
      "discord/interactions.test.ts",
      "a slow answer is deferred privately and comes with the edit",
    ],
  },
  "Works, or says why not, where it may not post": {
    slack: ["slack/surfaces.test.ts", "“Advise on this” works in a channel that the bot is not in"],
    discord: [
      "discord/delivery.test.ts",
      "a missing permission is told to the person privately, once, by its name",
    ],
  },
  "A double click is one act": {
    slack: ["slack/flow.test.ts", "a double click is one turn"],
    discord: [
      "discord/interactions.test.ts",
      "two quick presses on a topic are answered by one message",
    ],
  },
  "What is delivered twice is answered once": {
    slack: ["slack/receiving.test.ts", "a replayed request is answered once"],
    discord: ["discord/adapter.test.ts", "events that come again after RESUME are answered once"],
  },
  "Rate limits are waited out": {
    slack: ["slack/delivery.test.ts", "a rate limit is handed to the outbox with Slack's own wait"],
    discord: [
      "discord/delivery.test.ts",
      "a short 429 is waited out, a long one is left to the outbox",
    ],
  },
  "Long answers are split, never cut": {
    slack: ["slack/render.test.ts", "choices stay together at the end, however long the reply"],
    discord: [
      "discord/render.test.ts",
      "a long Japanese reply is split within the byte budget and nothing is lost",
    ],
  },
  "By a connection or over HTTP": {
    slack: ["slack/socket.test.ts", "an event over Socket Mode is acknowledged and answered"],
    discord: [
      "discord/receiver.test.ts",
      "a command is answered in the response itself, by the same handlers",
    ],
  },
  "Many workspaces or servers": {
    slack: ["slack/install.test.ts", "a workspace installs the app, and is answered"],
    discord: [
      "discord/gateway.test.ts",
      "recommended shards run in processes of their own, each with its readiness",
    ],
  },
  "Set-up is checked": {
    slack: ["slack/check.test.ts", "each missing scope is named, with where to add it"],
    discord: [
      "discord/check.test.ts",
      "what is missing is named with its cure, and nothing once it is there",
    ],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<"slack" | "discord", Elsewhere>>>>;
