import type { Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../../../lib/log.ts";

/** The SDK's warnings and errors as our log lines. Its debug lines carry people's words and are dropped. */
export function boltLogger(log: Log, level: LogLevel): Logger {
  return {
    debug() {},
    info() {},
    warn: (...said) =>
      log.warn({ sdk: said.map(String).join(" ").slice(0, 300) }, "slack: sdk warning"),
    error: (...said) =>
      log.error({ sdk: said.map(String).join(" ").slice(0, 300) }, "slack: sdk error"),
    setLevel() {},
    getLevel: () => level,
    setName() {},
  };
}
