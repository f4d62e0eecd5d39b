import { normalise } from "../../nlu/normalise.ts";
import type { Content } from "../content.ts";
import { PREFIX } from "./command.ts";

/**
 * Whether a whole message opens a team's session or ends it: `/tl-advise team`, or the words that `team:words` lists in
 * any language. Null for every other message.
 */
export function teamWord(content: Content, text: string): "open" | "done" | null {
  const words = normalise(text.slice(0, LONGEST).replace(PREFIX, "")).replace(/[.!。]$/, "");
  if (text.length > LONGEST || words === "") return null;
  if (words === "team" && PREFIX.test(text)) return "open";
  const isListed = (name: string) =>
    content.languages.some(({ tag }) =>
      content
        .say(tag, `team:words.${name}`)
        .split(/[,、]\s*/)
        .includes(words),
    );
  if (isListed("open")) return "open";
  return isListed("done") ? "done" : null;
}

/** No listed word comes near this. */
const LONGEST = 60;
