import { readConfig } from "../app/config.ts";
import { languageTags } from "../app/services.ts";

/** Orchestrators kill after 10 s or more: https://docs.docker.com/reference/compose-file/services/#stop_grace_period */
const LONGEST_STOP_MS = 9_500;

/**
 * Every platform that has tokens; without any, the chat in the terminal.
 * @throws with every fault of the configuration; in production, also where there is no token at all.
 */
export async function start(): Promise<void> {
  const config = readConfig(process.env, languageTags());
  if (!config.slack && !config.discord) {
    if (process.env.NODE_ENV === "production") throw new Error(NO_PLATFORM);
    const { runChat } = await import("./chat.ts");
    return await runChat();
  }
  const { serve } = await import("../app/serve.ts");
  let running: Awaited<ReturnType<typeof serve>> | null = null;
  const end = () => {
    setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref();
    // Nothing was taken in before it ran.
    void (running?.stop() ?? Promise.resolve()).finally(() => process.exit(0));
  };
  // From the beginning: as the first process of a container this one ignores what nobody listens to.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, end);
  running = await serve(config);
}

const NO_PLATFORM = `No platform is configured, and NODE_ENV is production: there is nothing to serve.
Set SLACK_BOT_TOKEN with SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET), or DISCORD_TOKEN, in the environment or .env; npm run setup helps.
For the chat in the terminal use npm run chat.`;
