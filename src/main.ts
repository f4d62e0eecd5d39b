import { existsSync } from "node:fs";

const COMMANDS = {
  start,
  chat,
  ask,
  setup: async (words: readonly string[]) => (await import("./cli/setup.ts")).setup(words),
  doctor: async () => (await import("./cli/doctor.ts")).doctor(),
  gaps: async (words: readonly string[]) => (await import("./cli/gaps.ts")).gaps(words),
  train: async () => (await import("./app/services.ts")).trainModel(),
} as const satisfies Record<string, (words: readonly string[]) => Promise<void>>;

const [name = "start", ...words] = process.argv.slice(2);
const command = COMMANDS[name as keyof typeof COMMANDS];
try {
  if (!command) {
    throw new Error(`There is no command ${name}. Known: ${Object.keys(COMMANDS).join(", ")}`);
  }
  if (existsSync(".env")) process.loadEnvFile(".env");
  await command(words);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

/** Every platform that has tokens; without any, the chat in the terminal. */
async function start(): Promise<void> {
  const { readConfig } = await import("./app/config.ts");
  const { languageTags } = await import("./app/services.ts");
  const config = readConfig(process.env, languageTags());
  if (!config.slack && !config.discord) return chat();
  const { serve } = await import("./app/serve.ts");
  const running = await serve(config);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      void running.stop().finally(() => process.exit(0));
    });
  }
}

async function chat(): Promise<void> {
  const { composeDependencies } = await import("./app/services.ts");
  const { runChat } = await import("./cli/chat.ts");
  await runChat(composeDependencies());
}

async function ask(words: readonly string[]): Promise<void> {
  const { composeDependencies } = await import("./app/services.ts");
  const { runAsk } = await import("./cli/chat.ts");
  await runAsk(composeDependencies(), words);
}
