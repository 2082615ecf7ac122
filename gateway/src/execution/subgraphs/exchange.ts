import type { Dispatcher } from 'undici';

export type HttpAnswer = { status: number; text: string };

/** The answer began and did not end as it should: it broke off, or it is larger than the limit. */
class AnswerBroken extends Error {}

/**
 * Sends a request and reads its whole answer; rejects where the answer is not there in time. By the dispatcher itself: the
 * streams of `request` cost more than all else that is done for a small answer.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { timeout, largest }: { timeout: number; largest: number },
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let size = 0;
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    let over: Error | undefined;
    function giveUp(reason: Error): void {
      over ??= reason;
      clearTimeout(timer);
      reject(over);
      controller?.abort(over);
    }
    const timer = setTimeout(() => giveUp(new Error('no answer in time')), timeout).unref();
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (over !== undefined) started.abort(over);
      },
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData(_controller, chunk) {
        size += chunk.byteLength;
        if (size > largest) giveUp(new AnswerBroken(`the answer is larger than ${largest} bytes`));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        clearTimeout(timer);
        const [first] = chunks;
        resolve({
          status,
          text: (first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks, size)).toString('utf8'),
        });
      },
      onResponseError(_controller, error) {
        giveUp(status === 0 ? error : new AnswerBroken(error.message));
      },
    });
  });
}
