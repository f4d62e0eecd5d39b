import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interview } from "../../../src/cli/setup/interview.ts";

const LINKS = {
  slackManifest: "https://slack/new",
  discordInvite: (id: string) => `https://invite/${id}`,
};
const BOT = "xoxb-good";
const APP = "xapp-good";
const DISCORD = "good-token-of-discord-1234";

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const token = request.headers.authorization ?? "";
    const isGood = [`Bearer ${BOT}`, `Bearer ${APP}`, `Bot ${DISCORD}`].includes(token);
    if (request.url?.startsWith("/silent")) return;
    if (request.url === "/v10/applications/@me") {
      response.writeHead(isGood ? 200 : 401);
      response.end(JSON.stringify({ id: "123456789012345678", name: "Advisor", flags: 1 << 19 }));
      return;
    }
    const said = isGood
      ? { ok: true, user: "advisor", team: "Acme" }
      : { ok: false, error: "invalid_auth" };
    response.end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A person who answers in this order. */
function person(...answers: readonly string[]) {
  const left = [...answers];
  const heard: string[] = [];
  return {
    heard,
    talk: {
      ask: async (question: string) => {
        heard.push(question);
        return left.shift() ?? "";
      },
      say: (text: string) => void heard.push(text),
    },
  };
}

const ask = (answers: readonly string[], slack = `${base}/`) => {
  const { talk, heard } = person(...answers);
  return interview(talk, LINKS, { slack, discord: base }).then((values) => ({
    values,
    heard: heard.join("\n"),
  }));
};

test("each token is proved as it is pasted, and one that is refused is asked for again", async () => {
  const { values, heard } = await ask(["y", "xoxb-bad", BOT, APP, "n"]);
  expect(values).toEqual({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP });
  expect(heard).toContain("Refused (invalid_auth)");
  expect(heard).toContain("Accepted: advisor in Acme");
});

test("a token of another kind is noticed before it is sent anywhere", async () => {
  const { heard } = await ask(["y", APP, "", "n"]);
  expect(heard).toContain("SLACK_BOT_TOKEN: begins with xoxb-");
  expect(heard).not.toContain("Refused");
});

test("without an app token the signing secret is asked for", async () => {
  const { values } = await ask(["y", BOT, "", "0123456789abcdef", "n"]);
  expect(values).toEqual({ SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: "0123456789abcdef" });
});

test("Discord's token brings the application's id, its intents and the invite link", async () => {
  const { values, heard } = await ask(["n", "yes", DISCORD]);
  expect(values).toEqual({
    DISCORD_TOKEN: DISCORD,
    DISCORD_APPLICATION_ID: "123456789012345678",
    DISCORD_MESSAGE_CONTENT: "on",
    DISCORD_MEMBERS: "",
  });
  expect(heard).toContain("https://invite/123456789012345678");
});

test("a platform that cannot be reached leaves the choice to keep the token unchecked", async () => {
  const { values, heard } = await ask(["y", BOT, "y", APP, "y", "n"], "http://127.0.0.1:9/");
  expect(values).toEqual({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP });
  expect(heard).toContain("could not be checked");
});

test("who skips everything changes nothing", async () => {
  expect((await ask(["", ""])).values).toEqual({});
});
