import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '@app/stack/ports';
import type { Stack } from '@app/stack/stack';
import { parse } from 'yaml';
import { startDemonstrationStack } from '../journeys/demonstration-stack.js';
import { begin, completionOf, confirm, eventually, signedIn, signInAtSource } from '../journeys/people.js';
import { REPOSITORY, repositoryFile } from '../repository.js';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from './otlp-receiver.js';

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

type Rules = { groups: { rules: { alert: string; expr: string; annotations: { runbook: string } }[] }[] };
const alerts = (parse(repositoryFile('deploy/prometheus/rules.yml')) as Rules).groups.flatMap(({ rules }) => rules);

type Dashboard = { panels: { title: string; targets: { expr: string }[] }[] };
const dashboards = readdirSync(join(REPOSITORY, 'deploy/grafana/dashboards')).map(
  (file) => JSON.parse(repositoryFile(`deploy/grafana/dashboards/${file}`)) as Dashboard,
);
const expressions = [
  ...alerts.map(({ expr }) => expr),
  ...dashboards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))),
];

/** The metrics of an expression: what is left without labels, durations and functions. */
function metricsOf(expression: string): string[] {
  const names = expression.replace(/\{[^}]*\}|\[[^\]]*\]|\bby \([^)]*\)/g, ' ').match(/\b[a-z]+(?:_[a-z0-9]+)+\b/g);
  return (names ?? []).filter((name) => !/^(histogram_quantile|min_over_time)$/.test(name));
}

/** The families of metrics in a text, which end in neither of these in a query. */
const familyOf = (name: string) => name.replace(/_(bucket|count|sum|total)$/, '');

describe('alerts and dashboards', () => {
  it('each alert has a section in the runbooks', () => {
    const sections = repositoryFile('docs/runbooks.md').match(/^## .+$/gm);
    expect(sections).toEqual(alerts.map(({ alert }) => `## ${alert}`));
    for (const { alert, annotations } of alerts) expect(annotations.runbook).toBe(`${alert} in docs/runbooks.md`);
  });
});

describe('a product with a collector of traces', () => {
  let collector: OtlpReceiver;
  let stack: Stack;
  let metricsUrls: string[];

  beforeAll(async () => {
    const [metricsPort = 0] = await freePorts(1);
    collector = await startOtlpReceiver();
    stack = await startDemonstrationStack({
      environment: {
        METRICS_PORT: String(metricsPort),
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_BSP_SCHEDULE_DELAY: '200',
      },
    });
    metricsUrls = [`http://127.0.0.1:${metricsPort}`, ...Object.values(stack.serviceUrls)];
  }, 300_000);
  afterAll(async () => {
    await stack.stop();
    await collector.stop();
  });

  const metrics = async (url: string) => {
    const response = await fetch(`${url}/metrics`);
    expect([url, response.status]).toEqual([url, 200]);
    return response.text();
  };

  it('one trace has the link mutation of a client, its statements, and the delivery of its event to other services', async () => {
    const client = await signedIn(stack, 'amara.okafor@harbour.example');
    const begun = await begin(stack, client, 'MICROSOFT_LEARN');
    const completion = completionOf(await signInAtSource(begun, 'amara@home.example'));
    const [traceId, spanId] = [hex(16), hex(8)];
    const traced = {
      ...client,
      execute: <Data>(query: string, variables?: Record<string, unknown>) =>
        client.execute<Data>(query, variables, { traceparent: `00-${traceId}-${spanId}-01` }),
    };
    expect(await confirm(traced, completion)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });

    const ofTrace = () => collector.spans().filter((span) => span.traceId === traceId);
    const find = (service: string, name: string | RegExp, parent?: ReceivedSpan) =>
      ofTrace().find(
        (span) =>
          span.service === service &&
          (typeof name === 'string' ? span.name === name : name.test(span.name)) &&
          (parent === undefined || span.parentSpanId === parent.spanId),
      );
    const received = await eventually(
      async () => {
        const request = find('gateway', 'POST /graphql');
        const fetched = request && find('gateway', 'fetch association', request);
        const served = fetched && find('association', 'POST /graphql', fetched);
        const statement = served && find('association', /^INSERT/, served);
        const job = served && find('association', 'job deliver-event', served);
        const delivery = job && find('association', /^deliver to /, job);
        const consumed = delivery && find(delivery.name.replace('deliver to ', ''), 'POST /events', delivery);
        const effect = consumed && find(consumed.service, /^(INSERT|UPDATE)/, consumed);
        return { request, fetched, served, statement, job, delivery, consumed, effect };
      },
      (found) => Object.values(found).every((span) => span !== undefined),
    );
    expect(received.request?.parentSpanId).toBe(spanId);
    // Nothing that identifies a person, opens anything, or was sent as a variable.
    const text = collector.text();
    for (const secret of ['home.example', 'harbour.example', 'Okafor', '7204518', ...Object.values(completion)])
      expect(text.includes(secret)).toBe(false);
    expect(text).not.toMatch(/eyJ[\w-]{10}|Bearer/);
  });

  it('follows the decision of a client not to sample, and begins a trace of its own when traceparent is malformed', async () => {
    const client = await signedIn(stack, 'tomasz.wrobel@nordlicht.example');
    const [silent, sampled] = [hex(16), hex(16)];
    const asked = async (traceparent: string) =>
      (await client.execute('{ callerOrganization { name } }', {}, { traceparent })).errors;
    for (const header of [`00-${silent}-${hex(8)}-00`, '00-<script>', `ff-${hex(16)}-${hex(8)}-01`, 'x'.repeat(4_000)])
      expect([header, await asked(header)]).toEqual([header, undefined]);
    expect(await asked(`00-${sampled}-${hex(8)}-01`)).toBeUndefined();
    const services = () =>
      new Set(
        collector
          .spans()
          .filter(({ traceId }) => traceId === sampled)
          .map(({ service }) => service),
      );
    await eventually(
      async () => services().size,
      (size) => size >= 2,
    );
    expect(collector.spans().some(({ traceId }) => traceId === silent)).toBe(false);
    expect(collector.text()).not.toContain('script');
  });

  it('every process has metrics, with exemplars, and all that alerts and dashboards use', async () => {
    const texts = await Promise.all(metricsUrls.map(metrics));
    const served = texts.map((text) => new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name)));
    for (const families of served) expect([...families]).toContain('nodejs_eventloop_lag_p99_seconds');
    for (const families of served.slice(1))
      for (const name of ['service_operation_seconds', 'jobs_ready', 'database_pool_waiting', 'job_seconds'])
        expect(families.has(name)).toBe(true);
    const all = new Set(served.flatMap((families) => [...families]));
    const used = [...new Set(expressions.flatMap(metricsOf))];
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((name) => !all.has(name) && !all.has(familyOf(name)))).toEqual([]);
    expect(texts[0]).toMatch(/^gateway_operation_seconds_bucket\{.*\} \d+ # \{trace_id="[0-9a-f]{32}",span_id="/m);
    for (const text of texts) expect(text).not.toMatch(/metrics_source_readable\{.*\} 0/);
  });

  it('has as many series after requests with random names, paths and headers as before', async () => {
    const client = await signedIn(stack, 'tomasz.wrobel@nordlicht.example');
    const send = async (name: string) => {
      await client.execute(
        `query ${name} { ${name}: callerOrganization { name } }`,
        {},
        { 'x-apollo-operation-name': name },
      );
      await client.execute(`query ${name} { ${name} }`);
      for (const url of metricsUrls) await fetch(`${url}/${name}`, { method: 'POST' });
      await fetch(`${stack.gatewayUrl}/${name}`);
    };
    const series = async () =>
      (await Promise.all(metricsUrls.map(metrics))).map((text) =>
        text
          .split('\n')
          .filter((line) => /^(gateway|service)_/.test(line))
          .map((line) => line.split(/ \d/)[0]),
      );
    await send('Canary0');
    const before = await series();
    for (let number = 1; number <= 20; number++) await send(`Canary${number}`);
    expect(await series()).toEqual(before);
    expect(before.flat().join('\n')).not.toMatch(/canary/i);
  });
});
