import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Gauge, type OpenMetricsContentType, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';

/** Where metrics are created. OpenMetrics is the format that can carry exemplars. */
export type MetricRegisters = Registry<OpenMetricsContentType>[];

/** Creates gauges, and returns what sets them before each answer. */
export type GaugesOf = (registers: MetricRegisters) => () => Promise<void>;

/** Gauges that are read from elsewhere, such as the database. */
type Source = { readonly name: string; readonly registry: MetricRegisters[number]; readonly read: () => Promise<void> };

/** The part of a connection pool that is measured. */
type MeasuredPool = Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount' | 'options'>;

let runtime: MetricRegisters[number] | undefined;

/**
 * The metrics of one process: those of Node.js (heap, event loop, garbage collection), of its pools, and those that its parts
 * add. Labels have a closed set of values, so that clients cannot create series.
 */
export class ProcessMetrics {
  readonly registers: MetricRegisters = [openMetricsRegistry()];
  readonly contentType = Registry.OPENMETRICS_CONTENT_TYPE;
  readonly #sources: Source[] = [];
  readonly #pools = new Map<string, MeasuredPool>();
  readonly #readable: Gauge;

  constructor(private readonly log: Logger) {
    this.#readable = new Gauge({
      name: 'metrics_source_readable',
      help: '1 when the source of gauges answered; with 0 its gauges are left out.',
      labelNames: ['source'],
      registers: this.registers,
    });
    this.#measurePools();
  }

  /** Adds gauges that are read before each answer, and left out of an answer while that fails. */
  addSource(name: string, create: GaugesOf): void {
    const registry = openMetricsRegistry();
    this.#sources.push({ name, registry, read: create([registry]) });
  }

  /** Measures a pool of connections to PostgreSQL; the name is that of its purpose. */
  addPool(name: string, pool: MeasuredPool): void {
    this.#pools.set(name, pool);
  }

  /** All metrics as text (OpenMetrics). */
  async text(): Promise<string> {
    const read = await Promise.all(this.#sources.map((source) => this.#read(source)));
    runtime ??= runtimeRegistry();
    const registries = [runtime, ...this.registers, ...read.flat()];
    return Registry.merge(registries as unknown as Registry[]).metrics();
  }

  async #read({ name, registry, read }: Source): Promise<MetricRegisters> {
    try {
      await read();
      this.#readable.set({ source: name }, 1);
      return [registry];
    } catch (error) {
      this.log.error({ source: name, err: { message: (error as Error).message } }, 'a source of metrics is unreadable');
      this.#readable.set({ source: name }, 0);
      return [];
    }
  }

  #measurePools(): void {
    const { registers } = this;
    const pools = this.#pools;
    new Gauge({
      name: 'database_pool_connections',
      help: 'Connections to PostgreSQL by pool: busy, idle, or as many as there may be (limit).',
      labelNames: ['pool', 'state'],
      registers,
      collect() {
        for (const [pool, { totalCount, idleCount, options }] of pools) {
          this.set({ pool, state: 'busy' }, totalCount - idleCount);
          this.set({ pool, state: 'idle' }, idleCount);
          this.set({ pool, state: 'limit' }, options.max);
        }
      },
    });
    new Gauge({
      name: 'database_pool_waiting',
      help: 'Requests for a connection that wait, because all of the pool are busy.',
      labelNames: ['pool'],
      registers,
      collect() {
        for (const [pool, { waitingCount }] of pools) this.set({ pool }, waitingCount);
      },
    });
  }
}

function openMetricsRegistry(): MetricRegisters[number] {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  return registry;
}

/** Once per process: it observes the event loop and the garbage collector. */
function runtimeRegistry(): MetricRegisters[number] {
  const registry = openMetricsRegistry();
  collectDefaultMetrics({ register: registry as unknown as Registry });
  return registry;
}

/** Measures the connections of a data source, which write. */
export function measureWrites(metrics: ProcessMetrics, { driver }: DataSource): void {
  metrics.addPool('writes', (driver as unknown as { readonly master: MeasuredPool }).master);
}
