import type { Choice, Reply } from "../../dialogue/reply.ts";

/** What a number takes: a choice, or the rest of the card's menu (`choices`). */
export type Key =
  | { readonly kind: "choice"; readonly label: string; readonly choice: Choice }
  | { readonly kind: "more"; readonly label: string; readonly choices: readonly Choice[] };

/** So many stand in a line or two; of more, the menu shows its first entry. */
const FEW = 6;
/** A menu this long is what the card is about, unless the card is unsure. */
const MANY = 12;

/** What can be chosen, in the order of its numbers: answers, buttons, topics, the menu. Ratings are typed as words. */
export function keysOf({
  choices,
  menu,
  tone,
}: Pick<Reply, "choices" | "menu" | "tone">): readonly Key[] {
  const of = (role: Choice["role"]) => choices.filter((choice) => choice.role === role);
  const extras = of("extra");
  const first = [...of("option"), ...of("control"), ...of("topic")];
  if (extras.length > MANY && tone !== "unsure") return [...extras, ...first].map(keyOf);
  const apart = first.length - of("option").length + extras.length;
  if (apart <= FEW || menu === undefined) return [...first, ...extras].map(keyOf);
  const shown = tone === "unsure" ? 0 : 1;
  return [
    ...[...first, ...extras.slice(0, shown)].map(keyOf),
    { kind: "more", label: menu, choices: extras.slice(shown) },
  ];
}

/** Choices as keys of their own. */
export function keyOf(choice: Choice): Key {
  return { kind: "choice", label: choice.label, choice };
}
