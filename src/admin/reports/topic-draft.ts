import type { Cluster } from "./unanswered.ts";

/** A topic file that is still to be written, with the phrasings that people used. */
export type TopicDraft = {
  readonly title: "";
  readonly short: "";
  readonly body: readonly [];
  readonly related: readonly [];
  readonly flow: true;
  readonly ask: readonly string[];
};

/** A topic's id, as files are named by it. */
export function isTopicId(id: string): boolean {
  return /^[a-z][a-z0-9_]{2,39}$/.test(id);
}

/**
 * One draft for each language, by its tag. They are faulty on purpose: the content cannot be loaded, and no test passes,
 * until each language has its title, its short answer with a source, and its body.
 */
export function draftTopic(
  cluster: Cluster,
  languages: readonly string[],
): ReadonlyMap<string, TopicDraft> {
  return new Map(
    languages.map((tag) => [
      tag,
      {
        title: "",
        short: "",
        body: [],
        related: [],
        flow: true,
        ask: tag === cluster.language ? cluster.questions : [],
      },
    ]),
  );
}
