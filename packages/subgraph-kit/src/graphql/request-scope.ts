import { AsyncLocalStorage } from 'node:async_hooks';

type RequestScope = { readonly requestId: string; aborted: boolean };

const scope = new AsyncLocalStorage<RequestScope>();

/** Runs the work of one request; logs and answers inside carry its id. */
export function runWithRequestId<T>(requestId: string, work: () => T): T {
  return scope.run({ requestId, aborted: false }, work);
}

/** The id of the current request; `none` outside of requests. */
export function currentRequestId(): string {
  return scope.getStore()?.requestId ?? 'none';
}

/** Marks the current request as aborted when its connection closes. */
export function abortRequestOnClose(response: { once(event: 'close', listener: () => void): unknown }): void {
  const request = scope.getStore();
  if (request === undefined) return;
  response.once('close', () => {
    request.aborted = true;
  });
}

/** Whether the current request was aborted; false outside of requests. */
export function isRequestAborted(): boolean {
  return scope.getStore()?.aborted ?? false;
}
