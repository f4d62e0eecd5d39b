import type { Cluster } from "./unanswered.ts";

/** A subject file with one entry that is still to be written, with the phrasings that people used. */
export type EntryDraft = {
  readonly name: "";
  readonly aliases: readonly [];
  readonly related: readonly [];
  readonly entries: {
    readonly what: { readonly title: ""; readonly answer: ""; readonly asks: readonly string[] };
  };
};

/** Where a subject is filed, such as `serving/quantization`: its topic and its own id. */
export function isSubjectPath(path: string): boolean {
  return /^[a-z][a-z0-9_]{2,39}\/[a-z][a-z0-9_]{2,39}$/.test(path);
}

/**
 * One draft for each language, by its tag. They are faulty on purpose: the content cannot be loaded, and no test passes,
 * until each language has its name, title and answer.
 */
export function draftEntry(
  cluster: Cluster,
  languages: readonly string[],
): ReadonlyMap<string, EntryDraft> {
  return new Map(
    languages.map((tag) => {
      const asks = tag === cluster.language ? cluster.questions : [];
      return [
        tag,
        { name: "", aliases: [], related: [], entries: { what: { title: "", answer: "", asks } } },
      ];
    }),
  );
}
