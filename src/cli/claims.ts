import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadContent } from "../knowledge/load.ts";
import type { Given } from "./given.ts";

/** One citation of the advice's words: where it stands, and what is known of its source. See docs/claims. */
type Claim = {
  readonly at: string;
  readonly source: string;
  readonly year: number | null;
  readonly status: string;
  readonly kind: string;
};

/** Prints each claim of the advice with its source, year, status and kind of data, as Markdown or JSON, for a reviewer. */
export async function claims({ options }: Given): Promise<void> {
  const url = new URL("../../docs/claims/claims.json", import.meta.url);
  const list = JSON.parse(readFileSync(url, "utf8")) as readonly Claim[];
  process.stdout.write(options.json ? `${JSON.stringify(list, null, 2)}\n` : tableOf(list));
}

function tableOf(list: readonly Claim[]): string {
  const { content } = loadContent(fileURLToPath(new URL("../../locales", import.meta.url)));
  const rows = list.map(({ at, source, year, status, kind }) => {
    const { title = source, url = null } = content.source("en", source) ?? {};
    return [
      at,
      content.say("en", `advice:${at}`),
      url === null ? title : `[${title}](${url})`,
      String(year ?? "–"),
      status,
      kind,
    ];
  });
  const header = ["place", "claim", "source", "year", "status", "kind of data"];
  return [header, header.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`)
    .join("");
}
