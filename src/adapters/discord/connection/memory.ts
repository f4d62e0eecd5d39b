/** A map that forgets its oldest entry when it is full, so that a long life costs no memory. */
export type Memory<T> = { get(key: string): T | undefined; set(key: string, value: T): void };

export function createMemory<T>(limit: number): Memory<T> {
  const entries = new Map<string, T>();
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > limit) {
        const oldest = entries.keys().next();
        if (!oldest.done) entries.delete(oldest.value);
      }
    },
  };
}
