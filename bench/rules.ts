import { loadContent } from "../src/knowledge/load.ts";
import { rulesPage } from "../src/observability/rules-page.ts";
import { agreementOf, CHOOSERS, readCases } from "./agreement.ts";

/** The rules as a page in a language, with the agreement computed now. */
export function currentPage(language: string): string {
  const { content } = loadContent("locales");
  const cases = readCases();
  const measured = CHOOSERS.map((chooser) => agreementOf(chooser, cases));
  return rulesPage({ deps: { content }, language }, measured, cases.length);
}

if (import.meta.main) process.stdout.write(`${currentPage(process.argv[2] ?? "en")}\n`);
