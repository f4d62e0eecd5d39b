/** One measured line. Times in ms unless `unit` says otherwise; null where a figure does not apply. */
export type Row = {
  readonly name: string;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly unit: string;
  readonly note: string;
};

/** The value below which a share of the sorted samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Samples → a row of their percentiles. */
export function rowOf(name: string, samples: readonly number[], unit: string, note: string): Row {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(samples, share));
  return { name, p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null, unit, note };
}

/** Rows as a Markdown table. */
export function markdown(rows: readonly Row[]): string {
  const cell = (value: number | null) =>
    value === null ? "" : String(Number(value.toPrecision(3)));
  const lines = rows.map(
    ({ name, p50, p95, p99, unit, note }) =>
      `| ${name} | ${cell(p50)} | ${cell(p95)} | ${cell(p99)} | ${unit} | ${note} |`,
  );
  return ["| what | p50 | p95 | p99 | unit | note |", "|---|---|---|---|---|---|", ...lines].join(
    "\n",
  );
}
