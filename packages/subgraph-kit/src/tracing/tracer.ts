import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';

/** A unit of work as traces show it. No attribute holds personal data, secrets, variables or values of statements. */
type Work = { readonly name: string; readonly kind: keyof typeof SpanKind; readonly attributes?: Attributes };

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

let tracer: Tracer | undefined;

/** Begins to record spans: called once per process, by start-tracing.ts. */
export function recordSpans(by: Tracer): void {
  tracer = by;
}

/** Whether this process records spans. Otherwise every function of this file returns after this one comparison. */
export function isTracing(): boolean {
  return tracer !== undefined;
}

/** The context of a traceparent header; undefined for anything else, so that a malformed header begins a new trace. */
function contextOf(traceparent: unknown): Context | undefined {
  const [, traceId, spanId, flags] = typeof traceparent === 'string' ? (TRACEPARENT.exec(traceparent) ?? []) : [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

/** Begins a span of a process: it continues the trace of a traceparent, or begins one. */
export function beginSpan(
  { name, kind, attributes = {} }: Work,
  traceparent: unknown,
): { readonly span: Span; run<T>(work: () => T): T } | undefined {
  if (tracer === undefined) return undefined;
  const parent = contextOf(traceparent) ?? ROOT_CONTEXT;
  const span = tracer.startSpan(name, { kind: SpanKind[kind], attributes }, parent);
  return { span, run: (work) => context.with(trace.setSpan(parent, span), work) };
}

/** Runs work that continues the trace of a traceparent, such as a job. */
export function continuing<T>(work: Work, traceparent: unknown, run: () => Promise<T>): Promise<T> {
  const begun = beginSpan(work, traceparent);
  return begun === undefined ? run() : ending(begun.span, begun.run(run));
}

/** Runs a part of the work under way, such as a request to another process. */
export function inSpan<T>({ name, kind, attributes = {} }: Work, run: () => Promise<T>): Promise<T> {
  if (tracer === undefined) return run();
  const span = tracer.startSpan(name, { kind: SpanKind[kind], attributes });
  return ending(span, context.with(trace.setSpan(context.active(), span), run));
}

/** Ends a span with its work. The message of an error may quote data, so that only the failure is recorded. */
async function ending<T>(span: Span, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

function currentSpan(): SpanContext | undefined {
  if (tracer === undefined) return undefined;
  const current = trace.getActiveSpan()?.spanContext();
  return current !== undefined && isSpanContextValid(current) ? current : undefined;
}

/** Adds attributes to the work under way. */
export function describeWork(attributes: Attributes): void {
  if (tracer !== undefined) trace.getActiveSpan()?.setAttributes(attributes);
}

/** The sampled trace under way, for logs and as an exemplar of a measurement; undefined outside of one. */
export function currentTraceLabels(): { trace_id: string; span_id: string } | undefined {
  const current = currentSpan();
  if (current === undefined || (current.traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
  return { trace_id: current.traceId, span_id: current.spanId };
}

/** The work under way as a header (W3C Trace Context), which other processes continue; empty when nothing is traced. */
export function traceHeaders(): { traceparent?: string } {
  const current = currentSpan();
  if (current === undefined) return {};
  const flags = (current.traceFlags & TraceFlags.SAMPLED) === 0 ? '00' : '01';
  return { traceparent: `00-${current.traceId}-${current.spanId}-${flags}` };
}
