const LARGEST_BODY = 256 * 1024;

/** The response of a provider is larger than any valid one. */
class OversizedAnswer extends Error {}

/** fetch for learning providers: within a deadline, without redirects, at most 256 KiB. */
export type BoundedFetch = (
  url: string,
  options: { method?: string; headers?: Headers | Record<string, string>; body?: unknown; signal?: AbortSignal | null },
) => Promise<Response>;

/** All requests of one sign-in share the deadline, so that the delays of a slow provider do not add up. */
export function boundedFetch(deadline: AbortSignal): BoundedFetch {
  return async (url, { method, headers, body, signal }) => {
    const response = await fetch(url, {
      ...(method && { method }),
      ...(headers && { headers }),
      ...(body !== undefined && body !== null && { body: body as string | URLSearchParams }),
      redirect: 'manual',
      signal: signal ? AbortSignal.any([deadline, signal]) : deadline,
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > LARGEST_BODY) throw new OversizedAnswer(`more than ${LARGEST_BODY} bytes`);
      chunks.push(chunk);
    }
    const empty = response.status === 204 || response.status === 304;
    return new Response(empty ? null : Buffer.concat(chunks), { status: response.status, headers: response.headers });
  };
}

/**
 * The result of the work, or the deadline's error when that comes first: a shared fetch of keys outlives the sign-in
 * that started it.
 */
export function before<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const over = () => reject(deadline.reason as Error);
    if (deadline.aborted) over();
    deadline.addEventListener('abort', over, { once: true });
    work.then(resolve, reject).finally(() => deadline.removeEventListener('abort', over));
  });
}
