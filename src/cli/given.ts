/** What was typed after a command's name: options by name, and the other words in order. */
export type Given = {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly words: readonly string[];
};

/** A command that was called in a way that it does not have. The message says what it has. */
export class UsageError extends Error {}
