import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../../src");

/** The only file that tells others what a reply is about: scripts read it there. */
const TOLD_TO_SCRIPTS = "adapters/terminal/json-lines.ts";

/** A field of a log line or of what is passed on to one, such as `about: reply.about,`. */
const LOGGED = /\babout: (?:\w+\.)*(?:reply|delivery)\.about\b|sendBody\(|whisper\(/;

/** Lines that read what a reply is about other than for a log. */
function deciding(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.filter((line, at) => {
    if (!/\breply(?:\?)?\.about\b|\{[^}]*\babout\b[^}]*\}: Reply/.test(line)) return false;
    const statement = lines.slice(Math.max(0, at - 3), at + 1).join(" ");
    return !LOGGED.test(statement);
  });
}

const files = ["adapters", "admin"].flatMap((folder) =>
  readdirSync(join(SOURCE, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`),
);

test.each(files.filter((file) => file !== TOLD_TO_SCRIPTS))(
  "%s decides nothing by what a reply is about",
  (file) => {
    expect(deciding(readFileSync(join(SOURCE, file), "utf8"))).toEqual([]);
  },
);

test("a decision by what a reply is about is seen, and a log line is none", () => {
  expect(deciding('if (reply.about.startsWith("ask:")) return [];')).toHaveLength(1);
  expect(deciding("log.warn({ about: delivery.reply.about }, 'not posted');")).toEqual([]);
});
