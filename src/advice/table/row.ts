import type { Backbone, Labels, Modality, Option, Task } from "../questions.ts";
import type { Strategy } from "../strategies.ts";

/** Half open: `from` and more, but less than `below`; null is no upper bound. */
export type Bounds = { readonly from: number; readonly below: number | null };

/** What a row asks of a situation; a condition that is left out holds for every value. */
export type When = {
  readonly data?: readonly Option<"data">[];
  readonly similarity?: readonly Option<"similarity">[];
  readonly compute?: readonly Option<"compute">[];
  readonly examples?: Bounds;
  /** null: the kind of network is not known. */
  readonly backbone?: readonly (Backbone | null)[];
  readonly modality?: readonly (Modality | null)[];
  readonly facts_change?: true;
  readonly shift?: true;
  /** null: the task is not known. */
  readonly task?: readonly (Task | null)[];
  readonly labels?: readonly Labels[];
  /** The rarest class has fewer examples than this, or nobody has counted it. */
  readonly rareBelow?: number;
  /** Hours of transcribed audio; holds only where they are known. */
  readonly hours?: Bounds;
  readonly raw?: true;
  readonly noGpu?: true;
  /** Nobody said that there is no GPU. */
  readonly hasGpu?: true;
  /** A stated card of 6 to 9 GB, and nothing better. */
  readonly smallCard?: true;
  /** One of these holds as well. */
  readonly any?: readonly When[];
};

/**
 * Comparisons that were counted for a row: one is one public data set on which the choice, or its nearest relative, met an
 * alternative, at any compute, which changes what is affordable and not what is best. `groups` of authors made them; `agree` is
 * the share in which the choice was best or within the noise. `direct` of them tried the choice itself
 * (all, where it is left out). `guides`: documentation of main tools that advises the choice; each counts as one more comparison
 * and group.
 */
export type Support = {
  readonly comparisons: number;
  readonly groups: number;
  readonly agree: number;
  readonly direct?: number;
  readonly guides?: number;
};

/** One row of the table. `reason` and `risk` are ids worded in the locales, `evidence` are keys of locales/sources.json. */
export type Row = {
  readonly id: string;
  readonly when: When;
  readonly choose: Strategy;
  readonly runnerUp: Strategy;
  readonly reason: string;
  readonly risk: string;
  readonly evidence: readonly [string, ...string[]];
  readonly support: Support;
  /** The version of the table that brought the row; the first where it is left out. */
  readonly since?: number;
  /** The row words its own first experiment, runner-up and what would change it. */
  readonly own?: true;
  /** The table can only name the accepted practice. */
  readonly outside?: true;
};
