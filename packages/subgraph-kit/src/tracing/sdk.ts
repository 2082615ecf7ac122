import type { Tracer } from '@opentelemetry/api';
import { envDetectorSync, Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/**
 * The SDK of OpenTelemetry: sampling, limits, batches, the address of the collector and the resource follow its standard
 * variables. Loaded only when traces are asked for.
 */
export async function startSdk(
  service: string,
  protocol: 'http/json' | 'http/protobuf',
): Promise<{ tracer: Tracer; stop(): Promise<void> }> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  const named = new Resource({ 'service.name': service, 'service.namespace': 'skill-link' });
  const provider = new NodeTracerProvider({
    resource: named.merge(envDetectorSync.detect()),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return { tracer: provider.getTracer('skill-link'), stop: () => provider.shutdown() };
}
