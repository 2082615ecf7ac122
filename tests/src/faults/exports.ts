import { createHash, randomUUID } from 'node:crypto';
import type { GraphqlClient } from '@app/test-kit/graphql-client';
import { asMachine } from '../journeys/people.js';
import { send, untilAnswered, untilDone } from './attempts.js';
import type { Cluster } from './cluster.js';
import type { HistoryRecorder } from './judge/history.js';
import { HARBOUR } from './world.js';

const REQUEST = `mutation ($input: RequestExportInput!) { result: requestExport(input: $input) {
  __typename ... on RequestExportSuccess { export { id } } ... on UserError { message } } }`;
const EXPORT = 'query ($id: ID!) { export(id: $id) { state sha256 url } }';

type Requested = { __typename: string; export: { id: string } };
type File = { export: { state: string; sha256: string; url: string } };

/** The program of the organization. */
export const asHarbour = ({ stack }: Cluster): Promise<GraphqlClient> =>
  asMachine(stack, 'harbour-integration', 'development-only-harbour');

/** Requests an export and downloads the file, through all faults; the content has the digest that the API gives. */
export async function exportFile(cluster: Cluster, history: HistoryRecorder, number: number): Promise<void> {
  const client = await asHarbour(cluster);
  // Equal requests share one file: only the next instant gives a new one.
  const input = { organizationId: HARBOUR, dataset: 'ASSOCIATIONS', format: 'CSV', idempotencyKey: randomUUID() };
  const { value } = await untilAnswered(history, `request of export ${number}`, () =>
    send<Requested>(client, { text: REQUEST, input }),
  );
  const id = value?.export.id ?? '';
  await untilAnswered(history, `file of export ${number}`, async () => {
    const { data } = await client.execute<File>(EXPORT, { id });
    const { state = 'UNKNOWN', url = '', sha256 = '' } = data?.export ?? {};
    if (state === 'FAILED') return { outcome: 'fail', answer: state, value: state };
    if (state !== 'READY') return { outcome: 'unknown', answer: state, value: undefined };
    const content = await untilDone('the download', async () => {
      const response = await fetch(url);
      return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
    });
    const isWhole = createHash('sha256').update(content).digest('hex') === sha256;
    return { outcome: isWhole ? 'ok' : 'fail', answer: isWhole ? 'whole' : 'broken', value: state };
  });
}

/** Requests and files of so many exports, which are the only ones of the organization. */
export async function presentExports({ sql }: Cluster, exports: number): Promise<Map<string, number>> {
  const found = await sql<{ state: string }>('SELECT state FROM credits.export ORDER BY requested_at');
  const times = (number: number, isThere: boolean): number => {
    // One too many counts for the last one.
    const further = number === exports - 1 ? Math.max(0, found.length - exports) : 0;
    return (isThere ? 1 : 0) + further;
  };
  return new Map(
    Array.from({ length: exports }, (_, number) => [
      [`request of export ${number}`, times(number, found[number] !== undefined)] as const,
      [`file of export ${number}`, times(number, found[number]?.state === 'READY')] as const,
    ]).flat(),
  );
}
