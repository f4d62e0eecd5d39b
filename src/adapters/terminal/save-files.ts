import { writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import type { Content } from "../../dialogue/content.ts";
import type { Reply } from "../../dialogue/reply.ts";

/** More of one name are not kept. */
const MOST_COPIES = 99;

/** Saves the files of a reply in a folder, never over another, and says where each one is and how to use it. */
export async function saveFiles(
  content: Content,
  { blocks, language }: Reply,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const saved = new Map<string, string>();
  for (const block of blocks) {
    if (block.kind !== "file") continue;
    const path = await save(folder, block.name, block.text);
    if (path === null) continue;
    const isCode = block.name.endsWith(".py");
    const lines = block.text.trimEnd().split("\n").length;
    const said = content.say(language, "terminal:saved", { path: `./${path}`, lines });
    const how = content.say(language, `terminal:${isCode ? "run" : "keep"}`, { path: `./${path}` });
    saved.set(block.name, `${said}\n${how}`);
  }
  return saved;
}

/** The name under which it was saved; null where nothing can be written, so that the text is shown instead. */
async function save(folder: string, name: string, text: string): Promise<string | null> {
  const { name: stem, ext } = parse(name);
  for (let copy = 1; copy <= MOST_COPIES; copy += 1) {
    const file = copy === 1 ? name : `${stem}_${copy}${ext}`;
    try {
      await writeFile(join(folder, file), text, { flag: "wx" });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return null;
    }
  }
  return null;
}
