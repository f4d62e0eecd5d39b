/**
 * What Discord accepts, with the page that says so. Strings are counted in UTF-16 units, as the API does.
 * Base: https://docs.discord.com/developers
 */
export const LIMITS = {
  /** All components of one message, nested ones included: /components/reference */
  components: 40,
  /** Text of a message without components V2: /resources/message#create-message */
  content: 2000,
  /** Text of all text displays of one message: discord/discord-api-docs#8562 */
  characters: 4000,
  /** UTF-8 bytes of all text displays plus 12 for each, beyond which the API fails: discord/discord-api-docs#8554 */
  bytes: 10_170,
  bytesPerText: 12,
  /** /components/reference#custom-id */
  customId: 100,
  /** /components/reference#button */
  buttonLabel: 80,
  buttonsPerRow: 5,
  /** /components/reference#string-select */
  selectOptions: 25,
  selectText: 100,
  placeholder: 150,
  /** /components/reference#media-gallery */
  alternativeText: 1024,
  /** /interactions/receiving-and-responding#interaction-response-object-modal */
  modalTitle: 45,
  /** /components/reference#label */
  label: 45,
  /** /components/reference#radio-group */
  radioText: 100,
  /** /interactions/receiving-and-responding#interaction-response-object-autocomplete */
  suggestions: 25,
  suggestionName: 100,
  /** /interactions/application-commands */
  commandOptionText: 6000,
  /** /resources/channel#start-thread-from-message */
  threadName: 100,
  /** /resources/message#create-message */
  nonce: 25,
} as const;

/** Message flags that we use: /resources/message#message-object-message-flags */
export const FLAGS = { ephemeral: 1 << 6, componentsV2: 1 << 15 } as const;

/** A text cut at a whole character to at most `limit` UTF-16 units, with an ellipsis where something is missing. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length > limit - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
