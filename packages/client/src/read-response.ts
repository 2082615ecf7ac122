import type { Fault, Outcome, Problem } from './outcome.js';

type Body = { readonly data?: unknown; readonly errors?: readonly RawError[] };
type RawError = {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly requestId?: string; readonly retryAfterSeconds?: number };
};

/** What an HTTP response of the API means. */
export function outcomeOf<Data>(response: Response, text: string): Outcome<Data> {
  const body = parse(text);
  if (response.ok && body?.data != null) return { ok: true, data: body.data as Data, problems: problemsOf(body) };
  return faultOf(response, text);
}

/** Why a response has no data. */
export function faultOf(response: Response, text: string): Fault {
  const body = parse(text);
  const [problem] = problemsOf(body);
  const first = problem ?? { code: 'SERVICE_UNAVAILABLE', message: `The service answered ${response.status}.` };
  const fault = { ok: false, kind: kindOf(response.status, body), ...first } as const;
  const seconds = first.retryAfterSeconds ?? secondsIn(response.headers.get('retry-after') ?? '');
  return Number.isFinite(seconds) ? { ...fault, retryAfterSeconds: seconds } : fault;
}

/** The seconds of a Retry-After header; a proxy may send a date instead. */
function secondsIn(header: string): number {
  return /^\d+$/.test(header) ? Number(header) : Math.max(Math.ceil((Date.parse(header) - Date.now()) / 1_000), 0);
}

/** The connection failed or was lost. */
export function unreachable(error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  return { ok: false, kind: 'unreachable', code: 'UNREACHABLE', message };
}

function kindOf(status: number, body: Body | undefined): Fault['kind'] {
  if (status === 401) return 'unauthenticated';
  if (status === 429) return 'limited';
  return status === 503 || body?.errors === undefined ? 'unavailable' : 'rejected';
}

function problemsOf(body: Body | undefined): Problem[] {
  return (body?.errors ?? []).map(problemOf);
}

function problemOf({ message, path, extensions }: RawError): Problem {
  return {
    code: extensions?.code ?? 'INTERNAL_SERVER_ERROR',
    message,
    ...(path && { path }),
    ...(extensions?.requestId && { requestId: extensions.requestId }),
    ...(extensions?.retryAfterSeconds !== undefined && { retryAfterSeconds: extensions.retryAfterSeconds }),
  };
}

function parse(text: string): Body | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}
