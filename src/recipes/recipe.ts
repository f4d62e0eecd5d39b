import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Answers } from "../advice/questions.ts";
import type { Framework } from "../dialogue/action.ts";
import type { Content } from "../dialogue/content.ts";
import type { Dependencies, TextFile } from "../dialogue/dependencies.ts";
import { assemble, type Parts } from "./assemble.ts";
import { docstring } from "./header.ts";
import { assignments, dictionary } from "./python.ts";
import { scriptFor } from "./script.ts";

/** Reads the Python parts once and returns the writer of starting code. @throws when a part is missing. */
export function createRecipe(content: Content): Dependencies["recipe"] {
  const parts = readParts();
  return (framework, answers, language) => recipe(parts, content, framework, answers, language);
}

function recipe(
  parts: Parts,
  content: Content,
  framework: Framework,
  answers: Answers,
  language: string,
): TextFile {
  const script = scriptFor(framework, answers, language);
  const name = `tl_advise_${script.id}.py`;
  const words = { deps: { content }, language };
  const comment = `# ${content.say(language, "recipes:comment.numbers")}\n`;
  const constants = assignments([...script.constants, ["STEPS", dictionary(script.steps)]]);
  const text = assemble(
    parts,
    script.parts,
    docstring(words, script, answers, name),
    `${comment}${constants}`,
    {
      features: script.features,
      content,
      language,
    },
  );
  return { name, mime: "text/x-python", text };
}

function readParts(): Parts {
  const folder = fileURLToPath(new URL("python/", import.meta.url));
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith(".py"))
      .map((file) => [file.slice(0, -".py".length), readFileSync(join(folder, file), "utf8")]),
  );
}
