import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<string>();

/** Runs the work of one request, so that everything it logs and answers carries the request's id. */
export function runWithRequestId<T>(requestId: string, work: () => T): T {
  return scope.run(requestId, work);
}

/** The id of the request being worked on; `none` outside of any. */
export function currentRequestId(): string {
  return scope.getStore() ?? 'none';
}
