import { type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import pg from 'pg';

/** Longer statements are cut. */
const MOST_CHARACTERS = 2_000;
const MOST_TEXTS = 2_000;

/** Comments and literals: of what is left, nothing is a value. */
const LITERALS =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\bE'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/gi;

const texts = new Map<string, string>();

/** The text of a statement without values: parameters are not part of it, and literals become `?`. */
export function statementText(text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  const clean = text
    .replace(LITERALS, (literal) => (literal.startsWith('--') || literal.startsWith('/*') ? ' ' : '?'))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_CHARACTERS);
  if (texts.size < MOST_TEXTS) texts.set(text, clean);
  return clean;
}

type Callback = (error: unknown, result: unknown) => void;
type Query = (this: unknown, ...sent: unknown[]) => unknown;

/** Records the statements of every connection of this process that belong to other work; polls of the queue do not. */
export function traceStatements(tracer: Tracer): void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  prototype.query = function traced(...sent) {
    const statement = statementOf(sent[0]);
    if (statement === undefined || trace.getActiveSpan() === undefined) return query.apply(this, sent);
    const span = beginStatement(tracer, statement);
    const last = sent.length - 1;
    const callback = sent[last];
    if (typeof callback === 'function')
      sent[last] = (error: unknown, result: unknown) => {
        endStatement(span, error);
        (callback as Callback)(error, result);
      };
    const result = query.apply(this, sent);
    if (result instanceof Promise)
      result.then(
        () => endStatement(span, null),
        (error: unknown) => endStatement(span, error),
      );
    return result;
  };
}

type Statement = { readonly name?: unknown; readonly text: string };

/** Undefined for streams, which read and write by themselves. */
function statementOf(sent: unknown): Statement | undefined {
  if (typeof sent === 'string') return { text: sent };
  const { name, text, submit } = sent as { name?: unknown; text?: unknown; submit?: unknown };
  return typeof text === 'string' && typeof submit !== 'function' ? { name, text } : undefined;
}

function beginStatement(tracer: Tracer, { name, text }: Statement): Span {
  const clean = statementText(text);
  const operation = /^\w+/.exec(clean)?.[0].toUpperCase() ?? 'statement';
  return tracer.startSpan(typeof name === 'string' ? `${operation} ${name}` : operation, {
    kind: SpanKind.CLIENT,
    attributes: { 'db.system.name': 'postgresql', 'db.operation.name': operation, 'db.query.text': clean },
  });
}

/** The message of the database may quote values; its code does not. */
function endStatement(span: Span, error: unknown): void {
  if (error !== null && error !== undefined) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    const { code } = error as { code?: unknown };
    if (typeof code === 'string') span.setAttribute('db.response.status_code', code);
  }
  span.end();
}
