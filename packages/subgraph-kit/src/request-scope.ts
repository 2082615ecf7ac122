import { AsyncLocalStorage } from 'node:async_hooks';

type RequestScope = { readonly requestId: string; over: boolean };

const scope = new AsyncLocalStorage<RequestScope>();

/** Runs the work of one request, so that everything it logs and answers carries the request's id. */
export function runWithRequestId<T>(requestId: string, work: () => T): T {
  return scope.run({ requestId, over: false }, work);
}

/** The id of the request being worked on; `none` outside of any. */
export function currentRequestId(): string {
  return scope.getStore()?.requestId ?? 'none';
}

/** Ends the request being worked on when its connection closes: its caller has the answer or waits no longer. */
export function abortRequestOnClose(response: { once(event: 'close', listener: () => void): unknown }): void {
  const request = scope.getStore();
  if (request === undefined) return;
  response.once('close', () => {
    request.over = true;
  });
}

/** Whether the caller of the request being worked on waits no longer; false outside of any. */
export function isRequestAborted(): boolean {
  return scope.getStore()?.over ?? false;
}
