import type { Action } from "../../../dialogue/action.ts";
import type { Reply } from "../../../dialogue/reply.ts";

/** What produces a private answer again, for everyone; null for what is of use to its asker alone. */
export function shareableAction(reply: Reply): Action | null {
  const [kind, id] = reply.about.split(":");
  if (kind === "topic" && id) return { kind: "topic", topic: id };
  if (kind !== "advise") return null;
  const coded = reply.choices.map((choice) => choice.action).find(hasCode);
  return coded ? { kind: "detail", detail: "advice", code: coded.code } : null;
}

function hasCode(action: Action): action is Extract<Action, { code: string }> {
  return "code" in action;
}
