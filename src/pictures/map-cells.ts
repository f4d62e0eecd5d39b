import { type Answers, OPTIONS, type Option } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import type { Strategy } from "../advice/strategies.ts";
import { openQuestions, situate } from "../advice/table/situation.ts";

/** One place of the map. `mark`: the person's place, one still possible as an answer is open, or neither. */
export type MapCell = {
  readonly data: Option<"data">;
  readonly similarity: Option<"similarity">;
  readonly compute: Option<"compute">;
  readonly strategy: Strategy;
  readonly mark: "yours" | "possible" | null;
};

/** Every place of the map with its strategy; the other facts of the answers hold everywhere, a count in its own column. None is marked before the first answer. */
export function mapCells(answers: Answers): readonly MapCell[] {
  const at = situate(answers);
  const open = openQuestions(answers);
  const { examples, ...others } = answers;
  return OPTIONS.compute.flatMap((compute) =>
    OPTIONS.similarity.flatMap((similarity) =>
      OPTIONS.data.map((data): MapCell => {
        const here = { data, similarity, compute };
        const counted = examples !== undefined && data === at.data ? { examples } : {};
        const { strategy } = recommend({ ...others, ...here, ...counted });
        const yours = data === at.data && similarity === at.similarity && compute === at.compute;
        const possible = (["data", "similarity", "compute"] as const).every(
          (question) => here[question] === at[question] || open.includes(question),
        );
        const mark = yours ? "yours" : possible ? "possible" : null;
        return { ...here, strategy, mark: open.length === 3 ? null : mark };
      }),
    ),
  );
}
