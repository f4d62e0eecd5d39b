import type { Lock, QueueEntry, StateAdapter } from "chat";

/** The state that Chat SDK wants, in memory: the least that a hello world needs, so that it is as fast as it can be. */
export function createMemoryState(): StateAdapter {
  const values = new Map<string, unknown>();
  const lists = new Map<string, unknown[]>();
  const locks = new Map<string, Lock>();
  const queues = new Map<string, QueueEntry[]>();
  const subscribed = new Set<string>();
  const isHeld = ({ threadId, token }: Lock) => locks.get(threadId)?.token === token;
  return {
    async connect() {},
    async disconnect() {},
    async get<T>(key: string) {
      return (values.get(key) ?? null) as T | null;
    },
    async set(key, value) {
      values.set(key, value);
    },
    async setIfNotExists(key, value) {
      if (values.has(key)) return false;
      values.set(key, value);
      return true;
    },
    async delete(key) {
      values.delete(key);
    },
    async appendToList(key, value, options) {
      lists.set(key, [...(lists.get(key) ?? []), value].slice(-(options?.maxLength ?? 1_000)));
    },
    async getList<T>(key: string) {
      return (lists.get(key) ?? []) as T[];
    },
    async acquireLock(threadId, ttlMs) {
      if (locks.has(threadId)) return null;
      const lock: Lock = { threadId, token: String(Math.random()), expiresAt: Date.now() + ttlMs };
      locks.set(threadId, lock);
      return lock;
    },
    async extendLock(lock) {
      return isHeld(lock);
    },
    async releaseLock(lock) {
      if (isHeld(lock)) locks.delete(lock.threadId);
    },
    async forceReleaseLock(threadId) {
      locks.delete(threadId);
    },
    async enqueue(threadId, entry) {
      const queue = [...(queues.get(threadId) ?? []), entry];
      queues.set(threadId, queue);
      return queue.length;
    },
    async dequeue(threadId) {
      return queues.get(threadId)?.shift() ?? null;
    },
    async queueDepth(threadId) {
      return queues.get(threadId)?.length ?? 0;
    },
    async isSubscribed(threadId) {
      return subscribed.has(threadId);
    },
    async subscribe(threadId) {
      subscribed.add(threadId);
    },
    async unsubscribe(threadId) {
      subscribed.delete(threadId);
    },
  };
}
