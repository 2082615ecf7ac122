import { EnvironmentError } from '../settings/environment-error.js';
import { recordSpans } from './tracer.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the standard variables of OpenTelemetry ask for traces. */
function isAsked(environment: Environment): boolean {
  const { OTEL_SDK_DISABLED: disabled, OTEL_TRACES_EXPORTER: exporter } = environment;
  if (disabled?.toLowerCase() === 'true' || exporter === 'none') return false;
  return Boolean(exporter || environment.OTEL_EXPORTER_OTLP_ENDPOINT || environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);
}

/**
 * Starts to trace this process where the standard variables of OpenTelemetry (OTEL_*) ask for it; otherwise its packages
 * are not loaded. Call it before servers and jobs start; `stop` sends what was recorded.
 */
export async function startTracing(service: string, environment: Environment): Promise<{ stop(): Promise<void> }> {
  if (!isAsked(environment)) return { stop: async () => undefined };
  const exporter = environment.OTEL_TRACES_EXPORTER || 'otlp';
  if (exporter !== 'otlp') throw new EnvironmentError(['OTEL_TRACES_EXPORTER: otlp or none']);
  const { startSdk } = await import('./sdk.js');
  const { traceStatements } = await import('./trace-statements.js');
  const { tracer, stop } = await startSdk(service, protocolOf(environment));
  recordSpans(tracer);
  traceStatements(tracer);
  return { stop };
}

function protocolOf(environment: Environment): 'http/json' | 'http/protobuf' {
  const name = environment.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL
    ? 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'
    : 'OTEL_EXPORTER_OTLP_PROTOCOL';
  const protocol = environment[name] || 'http/protobuf';
  if (protocol === 'http/json' || protocol === 'http/protobuf') return protocol;
  throw new EnvironmentError([`${name}: http/protobuf or http/json`]);
}
