import {
  type Answers,
  BACKBONES,
  LABELS,
  MODALITIES,
  OPTIONS,
  type Question,
  TASKS,
} from "./questions.ts";
import { modalityOfTask } from "./table/situation.ts";

/** Counts on both sides of every bound of the levels and of the rows. */
export const TELLING_COUNTS = [
  1, 49, 50, 99, 100, 299, 300, 999, 1_000, 4_999, 5_000, 99_999, 100_000, 10_000_000,
] as const;

/**
 * Every combination that the rules can tell apart: each question with its options, unknown and missing,
 * the telling counts of examples in place of a data level, and the extra facts given or not.
 */
export function* allAnswers(): Generator<Answers> {
  for (const size of sizes())
    for (const similarity of optionsOf("similarity"))
      for (const compute of optionsOf("compute"))
        for (const facts of extraFacts()) yield { ...size, ...similarity, ...compute, ...facts };
}

function sizes(): Answers[] {
  return [...optionsOf("data"), ...TELLING_COUNTS.map((examples) => ({ examples }))];
}

function optionsOf(question: Question): Answers[] {
  return [{}, ...["unknown", ...OPTIONS[question]].map((option) => ({ [question]: option }))];
}

function extraFacts(): Answers[] {
  const backbones: Answers[] = [{}, ...BACKBONES.map((backbone) => ({ backbone }))];
  const modalities: Answers[] = [{}, { modality: "text" }, { modality: "image" }];
  const changing: Answers[] = [{}, { facts_change: true }];
  const shifting: Answers[] = [{}, { shift: true }];
  return backbones.flatMap((backbone) =>
    modalities.flatMap((modality) =>
      changing.flatMap((change) =>
        shifting.map((shift) => ({ ...backbone, ...modality, ...change, ...shift })),
      ),
    ),
  );
}

/**
 * Every kind of project that the rules can tell apart: each task, each state of the labels, rare classes, raw material, hours,
 * cards and no GPU, each alone with the questions and every kind of data, with a language model and without.
 */
export function* allProjects(): Generator<Answers> {
  for (const questions of answeredQuestions())
    for (const modality of [{}, ...MODALITIES.map((each) => ({ modality: each }))])
      for (const backbone of [{}, { backbone: "cnn" }, { backbone: "llm" }] as const)
        for (const fact of projectFacts()) {
          const answers: Answers = { ...questions, ...modality, ...backbone, ...fact };
          if (isConsistent(answers)) yield answers;
        }
}

/** Whether the amount is told once, and the task is one of its kind of data. */
function isConsistent({ examples, data, hours, labels, task, modality }: Answers): boolean {
  const told = [examples ?? data, hours, labels === "none" ? 0 : undefined].filter(
    (each) => each !== undefined,
  );
  const implied = task === undefined ? null : modalityOfTask(task);
  return told.length < 2 && (modality === undefined || implied === null || implied === modality);
}

function answeredQuestions(): Answers[] {
  const sizes: Answers[] = [
    {},
    ...OPTIONS.data.map((data) => ({ data })),
    { examples: 0 },
    { examples: 6_000 },
    { examples: 20_000 },
  ];
  return sizes.flatMap((size) =>
    [{}, ...OPTIONS.similarity.map((similarity) => ({ similarity }))].flatMap((similarity) =>
      [{}, ...OPTIONS.compute.map((compute) => ({ compute }))].map((compute) => ({
        ...size,
        ...similarity,
        ...compute,
      })),
    ),
  );
}

function projectFacts(): Answers[] {
  const tasks: Answers[] = TASKS.map((task) => ({ task }));
  const generating: Answers = { task: "text_style", no_gpu: true };
  return [
    ...tasks,
    ...LABELS.map((labels) => ({ labels })),
    ...[30, 500].map((rare) => ({ task: "anomaly", rare }) as const),
    ...[0.5, 5, 50, 2_000].map((hours) => ({ task: "speech_recognition", hours }) as const),
    ...[4, 8, 24, 80].map((card_gb) => ({ card_gb })),
    { raw: true },
    { no_gpu: true },
    { task: "image_style", no_gpu: true },
    { task: "speech_recognition", no_gpu: true },
    { task: "speech_recognition", labels: "none" },
    generating,
    { rare: 30 },
    { multi_label: true },
  ];
}
