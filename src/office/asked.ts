import type { Card } from "../core/selection.ts";
import type { State } from "../core/state.ts";
import type { Turn } from "../core/turn.ts";
import type { Address } from "../store/store.ts";
import { privately, type Say, sayIn } from "./answer.ts";
import type { Attention } from "./attention.ts";
import type { OfficeOptions } from "./office.ts";
import { sentence } from "./privacy.ts";
import type { Settings } from "./settings.ts";

/** What requests are answered with. */
export type Desk = OfficeOptions & { readonly settings: Settings };

/** One request in hand. */
export type Asked = {
  readonly desk: Desk;
  readonly turn: Turn;
  readonly address: Address | null;
  /** The words after the first. */
  readonly words: readonly string[];
  readonly languageOf: (state: State) => string;
};

/** One sentence in answer. */
export function tell(
  asked: Asked,
  about: string,
  key: string,
  values: (say: Say) => Readonly<Record<string, string | number>> = () => ({}),
): Attention {
  return show(asked, about, (say) => sentence(say(key, values(say))));
}

/** A card in answer. */
export function show(
  asked: Asked,
  about: string,
  card: (say: Say, language: string) => Card,
): Attention {
  const { content } = asked.desk.kit;
  return privately(asked.languageOf, about, (language) => card(sayIn(content, language), language));
}
