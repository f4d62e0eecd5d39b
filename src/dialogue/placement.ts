import type { Action } from "./action.ts";

/**
 * Where a choice is answered. `in_place`: the answer takes the card's place, so that only whose card it is may press.
 * `below`: the card stays and the answer follows it; on somebody else's card it is shown to the one who pressed.
 * `alone`: the card stays and whoever pressed is answered privately.
 */
export type Placement = "in_place" | "below" | "alone";

/** Steps of one thing go on with its card; a new thing leaves the card as it is. */
const USUAL: Readonly<Record<Action["kind"], Placement>> = {
  answer: "in_place",
  back: "in_place",
  why: "in_place",
  advise: "in_place",
  cancel: "in_place",
  facts: "in_place",
  welcome: "in_place",
  check: "in_place",
  quiz: "in_place",
  start: "below",
  topic: "below",
  entry: "below",
  more: "below",
  topics: "below",
  help: "below",
  language: "below",
  detail: "below",
  why_not: "below",
  recipe: "below",
  privacy: "below",
  office: "below",
  rate: "alone",
};

/** Where a choice is answered: as the choice says, else as is usual for its action. */
export function placementOf(choice: {
  readonly action: Action;
  readonly placement?: Placement;
}): Placement {
  return choice.placement ?? USUAL[choice.action.kind];
}
