import { startSdk } from '@app/subgraph-kit/tracing/sdk';
import * as tracing from '@app/subgraph-kit/tracing/tracer';
import { benchmark } from './harness.js';

// What tracing costs at each place where it stands in the code: off, and with the SDK, whose batches find no collector.
const CALLS = 1_000_000;
const work = { name: 'work', kind: 'CLIENT', attributes: { 'peer.service': 'credits' } } as const;
const nothing = (): void => undefined;
const done = async (): Promise<void> => undefined;

await benchmark(
  'tracing',
  async ({ print }) => {
    const nanoseconds = async (calls: number, call: () => unknown): Promise<number> => {
      const began = performance.now();
      for (let count = 0; count < calls; count++) await call();
      return ((performance.now() - began) * 1e6) / calls;
    };
    const costs = async (calls: number): Promise<string> => {
      const base = await nanoseconds(calls, done);
      const inSpan = (await nanoseconds(calls, () => tracing.inSpan(work, done))) - base;
      const idle = await nanoseconds(calls, nothing);
      const headers = (await nanoseconds(calls, tracing.traceHeaders)) - idle;
      const labels = (await nanoseconds(calls, tracing.currentTraceLabels)) - idle;
      const cells = [inSpan, headers, labels].map((cost) => `${cost.toFixed(0)} ns`);
      return cells.join(' | ');
    };
    // The first run compiles.
    await costs(CALLS);
    print('| tracing | a span around work | headers of a request | exemplar of a measurement |');
    print('|---|--:|--:|--:|');
    print(`| off | ${await costs(CALLS)} |`);
    const { tracer, stop } = await startSdk('bench', 'http/json');
    tracing.recordSpans(tracer);
    print(`| on | ${await costs(CALLS / 10)} |`);
    await stop().catch(() => undefined);
  },
  { markdown: true },
);
