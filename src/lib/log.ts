/** Structured log without people's words, names or tokens. */
export type Log = {
  /** What only somebody who looks for a fault wants; absent where nobody listens. */
  debug?(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};
