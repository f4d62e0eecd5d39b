import { markdown } from "./row.ts";

/** Every benchmark with its peers; names on the command line choose some of them. */
const PARTS = {
  blind: () => import("./blind.ts"),
  understanding: () => import("./understanding.ts"),
  process: () => import("./process.ts"),
  slack: () => import("./slack.ts"),
  discord: () => import("./discord.ts"),
  load: () => import("./load.ts"),
  growth: () => import("./growth.ts"),
  pictures: () => import("./pictures.ts"),
} as const;
type Part = keyof typeof PARTS;

const names = process.argv.slice(2);
const wrong = names.filter((name) => !(name in PARTS));
if (wrong.length > 0) {
  process.stderr.write(
    `There is no benchmark ${wrong.join(", ")}. Known: ${Object.keys(PARTS).join(", ")}\n`,
  );
  process.exit(2);
}
for (const name of (names.length > 0 ? names : Object.keys(PARTS)) as Part[]) {
  const { run } = await PARTS[name]();
  process.stdout.write(`\n## ${name}\n\n${markdown(await run())}\n`);
}
process.exit(0);
