import { isOption, type Option } from "../../src/advice/questions.ts";
import type { Confidence, Strategy } from "../../src/advice/strategies.ts";

/** One cell of the published policy. */
export type Cell = {
  readonly data: Option<"data">;
  readonly similarity: Option<"similarity">;
  readonly compute: Option<"compute">;
  readonly strategy: Strategy;
  readonly confidence: Confidence;
  readonly runnerUp: Strategy;
};

/** The policy of the evidence, 36 cells: strategy, confidence, runner-up for limited | moderate | ample compute. */
const POLICY = `
tiny   close    | feature high partial    | feature high partial    | feature medium partial
tiny   related  | feature high partial    | feature high partial    | feature medium partial
tiny   far      | feature high partial    | feature medium rag      | feature medium rag
small  close    | feature high partial    | partial medium feature  | partial medium feature
small  related  | feature high partial    | partial medium feature  | partial medium feature
small  far      | feature high partial    | partial low feature     | partial low feature
medium close    | feature medium partial  | lp_ft high partial      | full high lp_ft
medium related  | feature low partial     | lp_ft high lora         | full high lora
medium far      | feature low partial     | partial medium lp_ft    | full medium lora
large  close    | feature medium partial  | lp_ft high lora         | full high lp_ft
large  related  | feature low partial     | lp_ft high lora         | full high lora
large  far      | feature low partial     | lp_ft medium full       | full medium scratch
`;

/**
 * Cells in which the table departs from the policy (docs/decisions): with limited compute, and no word of a missing GPU, frozen
 * features lost to the last block in the published comparisons.
 */
export const DEPARTURES: readonly string[] = [
  "medium related limited",
  "medium far limited",
  "large related limited",
  "large far limited",
];

const SHORT: Readonly<Record<string, Strategy>> = {
  feature: "feature_extraction",
  partial: "partial_fine_tuning",
  lp_ft: "lp_ft",
  full: "full_fine_tuning",
  lora: "peft_lora",
  rag: "prompting_rag",
  scratch: "from_scratch",
};
const COMPUTE = ["limited", "moderate", "ample"] as const;

/** The 36 cells. */
export const CELLS: readonly Cell[] = POLICY.trim().split("\n").flatMap(readRow);

function readRow(line: string): Cell[] {
  const [place, ...cells] = line.split("|").map((part) => part.trim().split(/\s+/));
  const [data = "", similarity = ""] = place ?? [];
  if (!isOption("data", data) || !isOption("similarity", similarity)) throw new Error(line);
  return cells.map(([strategy = "", confidence = "", runnerUp = ""], index) => ({
    data,
    similarity,
    compute: COMPUTE[index]!,
    strategy: SHORT[strategy]!,
    confidence: confidence as Confidence,
    runnerUp: SHORT[runnerUp]!,
  }));
}
