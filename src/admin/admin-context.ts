import type { Card } from "../dialogue/responses/card.ts";
import type { State } from "../dialogue/state.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { Address } from "../store/address.ts";
import { platformOf } from "../store/keys.ts";
import type { AdminOptions } from "./admin-options.ts";
import { privately, type Say, sayIn } from "./admin-reply.ts";
import type { GateResult } from "./gate-result.ts";
import { sentence } from "./privacy/privacy.ts";
import type { Settings } from "./settings/settings.ts";

/** What requests are answered with. */
export type AdminContext = AdminOptions & { readonly settings: Settings };

/** One request in hand. */
export type Asked = {
  readonly context: AdminContext;
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
): GateResult {
  return show(asked, about, (say) => sentence(say(key, values(say))));
}

/** A card in answer. */
export function show(
  asked: Asked,
  about: string,
  card: (say: Say, language: string) => Card,
): GateResult {
  const { content } = asked.context.deps;
  const platform = platformOf(asked.turn.key);
  return privately(asked.languageOf, about, (language) =>
    card(sayIn(content, language, platform), language),
  );
}
