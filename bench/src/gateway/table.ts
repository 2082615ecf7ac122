import { median } from '../harness.js';
import type { Examination } from './examine.js';
import type { Operation } from './operations.js';
import type { RunOptions } from './options.js';
import type { Peers } from './peers.js';
import type { Round } from './rounds.js';
import { BACKENDS, type Backend } from './world.js';

const COLUMNS = ['gateway', ...BACKENDS] as const;
const HEAD = [
  'operation',
  'contestant',
  ...COLUMNS,
  '**total**',
  'min–max',
  '÷ stock',
  'requests',
  'representations',
  'statements',
  'buffers',
  'ops/s',
  'p50',
  'p99',
];

/** What the columns mean, and how the run was made. */
export function explanationOf({
  operations,
  examinations,
  options,
  peers,
  idle,
}: {
  operations: readonly Operation[];
  examinations: readonly Examination[];
  options: RunOptions;
  peers: Peers;
  idle: Readonly<Record<Backend, number>>;
}): string[] {
  const { rounds, seconds, callers } = options;
  const kilobytes = ({ name }: Operation) =>
    Math.max(0, ...examinations.filter(({ operation }) => operation.name === name).map(({ bytes }) => bytes)) / 1_000;
  return [
    `Milliseconds of CPU per operation by process: medians of ${rounds} rounds of ${seconds} s that contestants take in turns, with ${callers}`,
    'callers that each wait for an answer. ops/s and the waits p50 and p99 in milliseconds share the cores with the callers.',
    'Requests to services, representations of entities, statements in PostgreSQL and touched buffers are per operation.',
    '',
    ...operations.map((operation) => `- ${operation.name}: ${operation.title}, ${kilobytes(operation).toFixed(1)} kB`),
    '',
    `Idle, in milliseconds of CPU per second: ${BACKENDS.map((name) => `${name} ${idle[name].toFixed(1)}`).join(', ')}.`,
    `Other gateways: ${Object.entries(peers.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    '',
  ];
}

/** The rows of a Markdown table: one for each operation and contestant, with medians of the rounds. */
export function tableOf(
  operations: readonly Operation[],
  examinations: readonly Examination[],
  rounds: readonly Round[],
): string[] {
  const rows = operations.flatMap((operation) => {
    const own = examinations.filter((examination) => examination.operation === operation);
    const of = (contestant: string) =>
      rounds.filter((round) => round.operation === operation.name && round.contestant === contestant);
    const stock = median(of('stock').map(totalOf));
    return own.map((examination) => rowOf(examination, of(examination.contestant), stock));
  });
  return [HEAD, HEAD.map((_, nth) => (nth < 2 ? '---' : '--:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

function rowOf({ operation, contestant, fault, work }: Examination, rounds: readonly Round[], stock: number): string[] {
  const name = [operation.name, contestant];
  if (fault !== undefined)
    return [
      ...name,
      `not measured: ${fault.replaceAll('|', '/')}`,
      ...Array.from({ length: HEAD.length - 3 }, () => ''),
    ];
  const middle = (value: (round: Round) => number) => median(rounds.map(value));
  const totals = rounds.map(totalOf);
  const total = median(totals);
  return [
    ...name,
    ...COLUMNS.map((column) => middle(({ cpu }) => cpu[column]).toFixed(2)),
    `**${total.toFixed(2)}**`,
    `${Math.min(...totals).toFixed(1)}–${Math.max(...totals).toFixed(1)}`,
    Number.isNaN(stock) ? '' : (total / stock).toFixed(2),
    ...[work.requests, work.representations, work.statements, work.buffers].map((value) =>
      String(Math.round(value * 10) / 10),
    ),
    middle(({ perSecond }) => perSecond).toFixed(0),
    middle(({ p50 }) => p50).toFixed(1),
    middle(({ p99 }) => p99).toFixed(1),
  ];
}

function totalOf({ cpu }: Round): number {
  return COLUMNS.reduce((sum, column) => sum + cpu[column], 0);
}
