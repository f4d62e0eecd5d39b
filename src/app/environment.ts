/** Variables by name, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables and gathers what is wrong with them. Each method gives null (or its default) for none or a wrong one. */
export type Reader = {
  text(name: string): string | null;
  matching(name: string, pattern: RegExp, wanted: string): string | null;
  /** Like `matching`, and never shows the value. Only what matches `isSecret` counts as a secret, where it is given. */
  secret(name: string, pattern: RegExp, wanted: string, isSecret?: RegExp): string | null;
  /** Secrets with commas between them. */
  secretList(name: string, pattern: RegExp, wanted: string): readonly string[];
  integer(name: string, byDefault: number, least: number, most: number): number;
  oneOf<T extends string>(name: string, values: readonly T[]): T | null;
  isOn(name: string): boolean;
  /** An http or https address. */
  url(name: string): string | null;
  fault(name: string, fault: string): void;
  /** A fault for a variable that is not there; one that is there and wrong has been named already. */
  missing(name: string, fault: string): void;
  readonly secrets: readonly string[];
  /** @throws one error that lists all faults, if there are any. */
  finish(): void;
};

export function createReader(environment: Environment): Reader {
  const faults: string[] = [];
  const secrets: string[] = [];

  const fault = (name: string, what: string) => {
    faults.push(`  ${name} ${what}.`);
  };
  const text = (name: string) => environment[name]?.trim() || null;

  function checked(
    name: string,
    isRight: (value: string) => boolean,
    wanted: string,
  ): string | null {
    const value = text(name);
    if (value === null || isRight(value)) return value;
    fault(name, `is set, but not as wanted: ${wanted}`);
    return null;
  }

  function secret(name: string, pattern: RegExp, wanted: string, isSecret = /./): string | null {
    const value = checked(name, (each) => pattern.test(each), wanted);
    if (value !== null && isSecret.test(value)) secrets.push(value);
    return value;
  }

  return {
    text,
    fault,
    secrets,
    secret,
    matching: (name, pattern, wanted) => checked(name, (value) => pattern.test(value), wanted),
    secretList(name, pattern, wanted) {
      const isRight = (value: string) =>
        value.split(",").every((each) => pattern.test(each.trim()));
      const list = (checked(name, isRight, wanted) ?? "").split(",").map((each) => each.trim());
      secrets.push(...list.filter((each) => each !== ""));
      return list.filter((each) => each !== "");
    },
    integer(name, byDefault, least, most) {
      const isRight = (value: string) =>
        /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
      return Number(checked(name, isRight, `a whole number from ${least} to ${most}`) ?? byDefault);
    },
    oneOf(name, values) {
      const value = checked(
        name,
        (each) => values.some((known) => known === each),
        values.join(", "),
      );
      return values.find((known) => known === value) ?? null;
    },
    isOn: (name) =>
      checked(name, (value) => value === "on" || value === "off", "on or off") === "on",
    url: (name) =>
      checked(
        name,
        (value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ""),
        "an address that begins with http:// or https://",
      ),
    missing(name, what) {
      if (text(name) === null) fault(name, what);
    },
    finish() {
      if (faults.length === 0) return;
      throw new Error(
        `The configuration has ${faults.length} fault(s). Correct them in .env or the environment:\n${faults.join("\n")}`,
      );
    },
  };
}
