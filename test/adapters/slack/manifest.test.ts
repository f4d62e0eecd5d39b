import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  botScopes,
  EVENT_TYPES,
  EVENTS,
  METHODS,
} from "../../../src/adapters/slack/connection/listeners.ts";
import { manifestLink, slackManifest } from "../../../src/adapters/slack/setup/manifest.ts";
import { respond } from "../../../src/dialogue/respond.ts";
import { NEW_STATE } from "../../../src/dialogue/state.ts";
import { EVENT_SCOPES, METHOD_SCOPES } from "../../fakes/slack/scopes.ts";
import { deps, turnOf } from "../../support/dependencies.ts";
import { content } from "./rig.ts";

const overHttp = slackManifest(content, { baseUrl: "https://bot.example", oauth: true });
const overSocket = slackManifest(content, { baseUrl: null, oauth: false });
const FOLDER = "src/adapters/slack";
const sources = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => [file, readFileSync(`${FOLDER}/${file}`, "utf8")] as const);

test("each event that is listened to is in the manifest, and the reverse", () => {
  expect(overHttp.settings.event_subscriptions.bot_events).toEqual(Object.keys(EVENTS).toSorted());
  expect([...EVENT_TYPES].toSorted()).toEqual(
    [...new Set(Object.keys(EVENTS).map((name) => name.split(".")[0]))].toSorted(),
  );
});

test("each event and method has the scopes that Slack asks for", () => {
  for (const [event, needed] of Object.entries(EVENTS))
    expect([...needed].toSorted()).toEqual([...(EVENT_SCOPES[event] ?? [])].toSorted());
  for (const [method, needed] of Object.entries(METHODS)) {
    const possible = METHOD_SCOPES[method] ?? [];
    expect(possible.length === 0 || needed.some((scope) => possible.includes(scope)), method).toBe(
      true,
    );
  }
});

test("no scope is asked for without an event, method or command that needs it", () => {
  const needed = new Set<string>([
    "commands",
    ...Object.values(EVENTS).flat(),
    ...Object.values(METHODS).flat(),
  ]);
  expect(overHttp.oauth_config.scopes.bot).toEqual([...needed].toSorted());
  expect(botScopes()).toEqual(overHttp.oauth_config.scopes.bot);
});

test("the source calls the methods of the table, and no others", () => {
  const called = new Set(
    sources
      .filter(([file]) => !file.endsWith("listeners.ts"))
      .flatMap(([, text]) =>
        [
          ...text.matchAll(
            /"((?:agents|auth|assistant|chat|conversations|files|users|views)\.[A-Za-z.]+)"/g,
          ),
        ].map((found) => found[1]),
      ),
  );
  expect([...called].toSorted()).toEqual(Object.keys(METHODS).toSorted());
});

test("over HTTP every request has its address; Socket Mode needs none", () => {
  expect(overHttp.settings).toMatchObject({
    socket_mode_enabled: false,
    event_subscriptions: { request_url: "https://bot.example/slack/events" },
    interactivity: { is_enabled: true, request_url: "https://bot.example/slack/events" },
  });
  expect(overHttp.features.slash_commands[0]).toMatchObject({
    command: "/tl-advise",
    url: "https://bot.example/slack/events",
  });
  expect(overHttp.oauth_config.redirect_urls).toEqual(["https://bot.example/slack/oauth_redirect"]);
  expect(overSocket.settings.socket_mode_enabled).toBe(true);
  expect(JSON.stringify(overSocket)).not.toContain("https://");
});

test("new apps get agent_view, with the Messages tab open for writing", () => {
  expect(overSocket.features).toMatchObject({
    agent_view: { agent_description: expect.any(String) },
    app_home: {
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    },
  });
  expect(overSocket.features).not.toHaveProperty("assistant_view");
});

test("both shortcuts are there", () => {
  expect(overSocket.features.shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual(
    [
      ["message", "tl_advise_message"],
      ["global", "tl_open_form"],
    ],
  );
});

test("the texts have both languages and keep Slack's lengths", () => {
  const { display_information: shown, features } = overSocket;
  const command = features.slash_commands[0]!;
  const lengths = [
    [shown.name, 1, 35],
    [shown.description, 1, 140],
    [shown.long_description, 174, 4_000],
    [features.agent_view.agent_description, 1, 300],
    [command.description, 1, 2_000],
    [command.usage_hint, 1, 1_000],
    ...features.shortcuts.flatMap(
      ({ name, description }) =>
        [
          [name, 1, 24],
          [description, 1, 150],
        ] as const,
    ),
  ] as const;
  for (const [text, min, max] of lengths)
    expect([text, text.length >= min && text.length <= max]).toEqual([text, true]);
  for (const text of [shown.description, shown.long_description, command.description]) {
    expect([/[a-z]{3}/.test(text), /[ぁ-ん]/.test(text)]).toEqual([true, true]);
  }
});

test("the link opens Slack's form with this very manifest", () => {
  const link = new URL(manifestLink(overSocket));
  expect([link.origin, link.searchParams.get("new_app")]).toEqual(["https://api.slack.com", "1"]);
  expect(JSON.parse(link.searchParams.get("manifest_json") ?? "")).toEqual(overSocket);
});

const hints = ["en", "ja"].flatMap((language) =>
  content
    .say(language, "platform:manifest.command_usage")
    .replace(/^\[|\]$/g, "")
    .split(" | "),
);

test.each(hints)("the usage hint “/tl-advise %s” does what it promises", (words) => {
  const said = turnOf({ kind: "text", text: `/tl-advise ${words}` });
  const { reply } = respond(deps, NEW_STATE, said);
  expect(reply?.about).toMatch(/^(topic|ask|language|help|advise)/);
});
