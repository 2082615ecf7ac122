import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let over = false;

/** The session ended while a page was open: a dialog offers to sign in again. */
export function sessionIsOver(value = true): void {
  over = value;
  for (const listener of listeners) listener();
}

/** Whether the session ended while a page was open. */
export function useSessionOver(): boolean {
  return useSyncExternalStore(subscribe, () => over);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
