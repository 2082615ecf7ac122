import { Agent, request } from 'undici';
import type { AttemptOutcome, AttemptProblem } from '../../domain/delivery.js';
import { parseRetryAfter } from '../../domain/retry-schedule.js';
import type { AddressGuard } from './address-guard.js';
import { guardedConnector } from './guarded-connector.js';
import { type ResolveName, resolveName } from './resolve-name.js';

/** From the resolution of the name to the end of the answer. */
const DEADLINE_MILLISECONDS = 15_000;
const MOST_HEADER_BYTES = 16 * 1024;
const MOST_ANSWER_BYTES = 64 * 1024;
const ANSWER_CHARACTERS = 1_024;

/** Codes of Node.js for a certificate that is not valid for the name. */
const CERTIFICATE_FAULT = /^(ERR_TLS_CERT|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_PURPOSE)/;

/** What a request sends, and how it is canceled. */
export type WebhookRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal;
};

/** The outcome of a request, without its instant. */
export type WebhookAnswer = Omit<AttemptOutcome, 'at'>;

/** The request was canceled by its signal: whether it arrived is not known. */
export class WebhookRequestCanceled extends Error {}

/**
 * Posts events to addresses that other companies chose. One deadline holds for the whole request, and the answer is limited
 * in headers and length. Redirects are not followed.
 */
export class WebhookClient {
  readonly #agent: Agent;
  readonly #deadline: number;

  constructor({
    guard,
    resolve = resolveName,
    deadlineMilliseconds = DEADLINE_MILLISECONDS,
  }: {
    readonly guard: AddressGuard;
    readonly resolve?: ResolveName;
    readonly deadlineMilliseconds?: number;
  }) {
    this.#deadline = deadlineMilliseconds;
    this.#agent = new Agent({
      connect: guardedConnector(guard, resolve),
      allowH2: false,
      maxHeaderSize: MOST_HEADER_BYTES,
      // The deadline of the request replaces them: they begin anew with each byte.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** Posts one event. Rejects only when its signal cancels it. */
  async post({ url, headers, body, signal }: WebhookRequest): Promise<WebhookAnswer> {
    const began = performance.now();
    const aborting = new AbortController();
    const cancel = () => aborting.abort();
    const timer = setTimeout(() => aborting.abort(new DeadlineExceeded()), this.#deadline);
    signal?.addEventListener('abort', cancel);
    let received: Pick<WebhookAnswer, 'status' | 'retryAfterSeconds'> = { status: null, retryAfterSeconds: null };
    const outcome = (problem: AttemptProblem | null, answer: string | null): WebhookAnswer => ({
      ...received,
      problem,
      answer,
      milliseconds: Math.round(performance.now() - began),
    });
    try {
      if (signal?.aborted) cancel();
      const options = { method: 'POST', headers, body, dispatcher: this.#agent, signal: aborting.signal } as const;
      const response = await request(url, options);
      // The receiver counts from its own answer, whatever the clock of the business is.
      const retryAfterSeconds = parseRetryAfter(singleHeader(response.headers['retry-after']), new Date());
      received = { status: response.statusCode, retryAfterSeconds };
      const answer = textOf(await readBody(response.body), response.headers);
      return outcome(problemOfStatus(response.statusCode), answer);
    } catch (error) {
      if (signal?.aborted) throw new WebhookRequestCanceled('The request was canceled.', { cause: error });
      return outcome(problemOfError(error), null);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Ends the idle connections, and the others when their requests end. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

class DeadlineExceeded extends Error {
  readonly code = 'TIMEOUT';
}

class AnswerTooLarge extends Error {
  readonly code = 'ANSWER_TOO_LARGE';
}

async function readBody(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MOST_ANSWER_BYTES) throw new AnswerTooLarge('The answer is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The beginning of a text as PostgreSQL can store it; null for other answers. */
function textOf(bytes: Buffer, headers: Headers): string | null {
  const type = singleHeader(headers['content-type']) ?? '';
  if (headers['content-encoding'] !== undefined || !/^(text\/|application\/(.+\+)?(json|xml)\b)/i.test(type))
    return null;
  const text = bytes.toString('utf8').toWellFormed().replaceAll('\u0000', '\ufffd');
  return [...text.slice(0, 2 * ANSWER_CHARACTERS)].slice(0, ANSWER_CHARACTERS).join('').toWellFormed();
}

function singleHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function problemOfStatus(status: number): AttemptProblem | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'REDIRECT' : 'STATUS';
}

/** Codes of errors that name the problem itself. */
const PROBLEMS: Readonly<Record<string, AttemptProblem>> = {
  NAME_NOT_FOUND: 'NAME_NOT_FOUND',
  ADDRESS_NOT_ALLOWED: 'ADDRESS_NOT_ALLOWED',
  ANSWER_TOO_LARGE: 'ANSWER_TOO_LARGE',
  TIMEOUT: 'TIMEOUT',
  UND_ERR_CONNECT_TIMEOUT: 'TIMEOUT',
  UND_ERR_HEADERS_OVERFLOW: 'ANSWER_TOO_LARGE',
  HPE_HEADER_OVERFLOW: 'ANSWER_TOO_LARGE',
};

function problemOfError(error: unknown): AttemptProblem {
  const code = String((error as { code?: unknown }).code);
  return PROBLEMS[code] ?? (CERTIFICATE_FAULT.test(code) ? 'CERTIFICATE_REFUSED' : 'CONNECTION_FAILED');
}
