import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { type Given, UsageError } from "./given.ts";

type Command = {
  readonly summary: string;
  /** What may follow the name, such as `FILE`; empty for nothing. */
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  /** At most so many words beside the options. */
  readonly mostWords: number;
  readonly run: (given: Given) => Promise<void>;
};

/** Bad usage, by convention of the shell. */
const BAD_USAGE = 2;

/** A module is loaded only with its command: an answer in the terminal needs no adapter. */
const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    summary: "starts every platform that has tokens; with none, the chat in the terminal",
    usage: "",
    options: {},
    mostWords: 0,
    run: async () => (await import("./start.ts")).start(),
  },
  chat: {
    summary: "the chat in the terminal",
    usage: "",
    options: {},
    mostWords: 0,
    run: async () => (await import("./chat.ts")).runChat(),
  },
  ask: {
    summary: "one answer on standard output, or JSON lines in and out",
    usage: '"question" | --jsonl',
    options: { jsonl: { type: "boolean" } },
    mostWords: Number.POSITIVE_INFINITY,
    run: async (given) => (await import("./chat.ts")).runAsk(given),
  },
  setup: {
    summary: "asks for what each platform needs and writes .env; or prints manifest and links",
    usage: "[slack | discord] [--url URL] [--oauth] [--guild ID] [--print]",
    options: {
      url: { type: "string" },
      oauth: { type: "boolean" },
      guild: { type: "string" },
      print: { type: "boolean" },
    },
    mostWords: 1,
    run: async (given) => (await import("./setup/setup.ts")).setup(given),
  },
  doctor: {
    summary: "checks machine, content, configuration, store and platforms",
    usage: "",
    options: {},
    mostWords: 0,
    run: async () => (await import("./doctor.ts")).doctor(),
  },
  backup: {
    summary: "copies the embedded database to a file, while the bot runs",
    usage: "FILE",
    options: {},
    mostWords: 1,
    run: async ({ words }) => (await import("./backup.ts")).backup(words),
  },
  restore: {
    summary: "puts a backup in place of the embedded database, which is kept beside it",
    usage: "FILE",
    options: {},
    mostWords: 1,
    run: async ({ words }) => (await import("./backup.ts")).restore(words),
  },
  gaps: {
    summary: "what people asked in vain, in groups; or drafts an entry for one",
    usage: "[--csv | --json | draft GROUP TOPIC/SUBJECT]",
    options: { csv: { type: "boolean" }, json: { type: "boolean" } },
    mostWords: 3,
    run: async (given) => (await import("./gaps.ts")).gaps(given),
  },
  claims: {
    summary: "each claim of the advice with its source, year and status, for a reviewer",
    usage: "[--json]",
    options: { json: { type: "boolean" } },
    mostWords: 0,
    run: async (given) => (await import("./claims.ts")).claims(given),
  },
  train: {
    summary: "trains the classifier from the phrasings in locales/",
    usage: "",
    options: {},
    mostWords: 0,
    run: async () => (await import("../app/services.ts")).trainModel(),
  },
};

const COMMON = { help: { type: "boolean", short: "h" }, version: { type: "boolean" } } as const;

/**
 * Runs what the words of the command line ask for; faults and usage go to standard error.
 * Gives the exit code: 0, 1 for a fault, 2 for bad usage.
 */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const [first = "start", ...others] = argv;
  const name = first.startsWith("-") ? "" : first;
  try {
    const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (name !== "" && !known)
      throw new UsageError(`There is no command ${name}.\n${usageOfAll()}`);
    const { options, words } = read(known, name === "" ? argv : others);
    if (options.version) return print(await versionLine());
    if (options.help) return print(known ? usageOf(name, known) : usageOfAll());
    if (!known) throw new UsageError(usageOfAll());
    if (words.length > known.mostWords)
      throw new UsageError(`${name} takes fewer words.\n${usageOf(name, known)}`);
    await known.run({ options, words });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return error instanceof UsageError ? BAD_USAGE : 1;
  }
}

function read(command: Command | undefined, args: readonly string[]): Given {
  const options = { ...command?.options, ...COMMON };
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    return { options: parsed.values as Given["options"], words: parsed.positionals };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nTry --help.`, { cause: error });
  }
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

function usageOf(name: string, { summary, usage }: Command): string {
  return `npm run ${name}${usage && ` -- ${usage}`}\n  ${summary}`;
}

function usageOfAll(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`,
  );
  return `Commands (npm run NAME, or node src/start.js NAME; --help tells more of one):\n${lines.join("\n")}`;
}

async function versionLine(): Promise<string> {
  const { programVersion } = await import("../app/version.ts");
  return `tl-advise ${programVersion()}`;
}
