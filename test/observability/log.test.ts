import { expect, test } from "vitest";
import { createLog } from "../../src/observability/log.ts";

function open(secrets: readonly string[] = []) {
  const lines: string[] = [];
  const log = createLog({ level: "info", secrets, stream: { write: (line) => lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? "null") };
}

test("a line is JSON with time, level, fields and message", () => {
  const { log, last } = open();
  log.info({ about: "topic:peft_lora", ms: 1.5 }, "turn");
  expect(last()).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    level: "info",
    about: "topic:peft_lora",
    ms: 1.5,
    message: "turn",
  });
});

test("an error keeps its name, code and frames, and loses quoted words", () => {
  const { log, last } = open();
  const cause = Object.assign(new Error('Unexpected token, "私の秘密" is not JSON'), {
    code: "E1",
  });
  log.error({ error: new Error("no reply", { cause }) }, "failed");
  expect(last().error).toMatchObject({ name: "Error", message: "no reply", cause: { code: "E1" } });
  expect(last().error.frames[0]).toMatch(/^at /);
  expect(JSON.stringify(last())).not.toContain("私の秘密");
});

test.each([
  ["a known secret", "abc-known-secret"],
  ["a Slack token", "xoxb-123-456-AbCdEf"],
  ["an app token", "xapp-1-A1-2-3f"],
  ["a bearer", "Bearer abcdef0123456789"],
  ["a Discord token", "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"],
  ["a database's password", "postgres://bot:pa55word@db/tl"],
])("%s is hidden wherever it stands", (_name, text) => {
  const { log, lines } = open(["abc-known-secret"]);
  log.warn({ deep: { inside: [`x ${text} y`] }, error: new Error(text) }, `message ${text}`);
  expect(lines[0]).toContain("[hidden]");
  expect(lines[0]).not.toMatch(/known-secret|AbCdEf|A1-2|abcdef0123|GaBcDe|pa55word/);
});

test.each(["err", "error", "cause"])(
  "an error under %s loses what was sent with it and tokens in addresses",
  (name) => {
    const { log, lines } = open();
    const error = Object.assign(new Error("Unknown interaction"), {
      name: "DiscordAPIError[10062]",
      code: 10062,
      url: "https://discord.com/api/v10/interactions/1234567890123456789/aW50ZXJhY3Rpb24tdG9rZW4/callback",
      requestBody: { json: { content: "people's own words" } },
    });
    log.error({ [name]: error, address: `POST ${error.url}` }, "failed");
    expect(JSON.parse(lines[0] ?? "")[name]).toMatchObject({ code: 10062 });
    expect(lines[0]).not.toMatch(/own words|aW50ZXJhY3/);
  },
);

test("a secret with characters that JSON escapes is hidden too", () => {
  const { log, lines } = open(['quo"ted\\secret']);
  log.info({ field: 'quo"ted\\secret' }, "x");
  expect(lines[0]).not.toContain("ted");
});
