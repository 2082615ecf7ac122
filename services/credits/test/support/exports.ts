import type { Caller } from '@app/subgraph-kit/callers/caller';
import { expectNoErrors, type GraphqlAnswer } from '@app/test-kit/graphql-client';
import { person, type TestCredits } from './credits.js';

export type ShownExport = {
  id: string;
  state: string;
  dataset: string;
  format: string;
  month: string | null;
  dataAsOf: string;
  rows: number | null;
  rowsExpected: number | null;
  bytes: number | null;
  sha256: string | null;
  fileName: string;
  mediaType: string;
  address: string;
  url: string | null;
  expiresAt: string | null;
  availableUntil: string | null;
  error: string | null;
  includesPersonalData: boolean;
  columns: { name: string; type: string; nullable: boolean; personal: boolean }[];
};

export const EXPORT = `id state dataset format layout month dataAsOf requestedAt startedAt finishedAt rows rowsWritten
  rowsExpected bytes sha256 fileName mediaType address url expiresAt availableUntil error includesPersonalData
  organization { id } columns { name type nullable description personal }`;

const REQUEST = `mutation ($input: RequestExportInput!) { result: requestExport(input: $input) { __typename
  ... on RequestExportSuccess { export { ${EXPORT} } } ... on ExportUnavailableError { message } } }`;

export type Requested = { result: { __typename: string; export: ShownExport; message: string } };

/** Sends requestExport, by default as a GLOBAL_ADMIN of the organization. */
export async function request(
  credits: TestCredits,
  input: { organizationId: string; dataset?: string; format?: string } & Record<string, unknown>,
  caller: Caller = admin(input.organizationId),
): Promise<GraphqlAnswer<Requested>> {
  const whole = { dataset: 'SKILLS_REPORT', format: 'CSV', ...input };
  return (await credits.as(caller)).execute<Requested>(REQUEST, { input: whole });
}

/** The export as a caller sees it; null where it is not for them. */
export async function shown(
  credits: TestCredits,
  id: string,
  caller: Caller = EVERY_READER,
): Promise<ShownExport | null> {
  const answer = await (await credits.as(caller)).execute<{ export: ShownExport | null }>(
    `query ($id: ID!) { export(id: $id) { ${EXPORT} } }`,
    { id },
  );
  return expectNoErrors(answer).export;
}

/** Requests an export, which is accepted. */
export async function requested(
  credits: TestCredits,
  input: Parameters<typeof request>[1],
  caller?: Caller,
): Promise<ShownExport> {
  const { result } = expectNoErrors(await request(credits, input, caller));
  if (result.__typename !== 'RequestExportSuccess') throw new Error(result.message);
  return result.export;
}

/** Requests an export and waits until it is over. */
export async function made(
  credits: TestCredits,
  input: Parameters<typeof request>[1],
  caller?: Caller,
): Promise<ShownExport> {
  return over(credits, (await requested(credits, input, caller)).id);
}

/** Waits until an export is over. */
export async function over(credits: TestCredits, id: string): Promise<ShownExport> {
  let found: ShownExport | null = null;
  await credits.until(async () => {
    found = await shown(credits, id);
    return found !== null && !['QUEUED', 'RUNNING'].includes(found.state);
  });
  return found as unknown as ShownExport;
}

const EVERY_READER: Caller = {
  kind: 'operator',
  clientId: 'exports',
  permissions: ['exports:run', 'reports:read.pii'],
};

export function admin(organizationId: string) {
  return person('0b6f4c1e-57a4-4a43-8d8b-0d3a6e7a1c55', organizationId, ['GLOBAL_ADMIN']);
}

/** A download as the gateway forwards it: with its own token, or that of the caller. */
export async function download(
  credits: TestCredits,
  address: string,
  {
    caller = { kind: 'gateway' },
    headers = {},
    method = 'GET',
  }: {
    caller?: Caller;
    headers?: Record<string, string>;
    method?: string;
  } = {},
): Promise<Response> {
  const { pathname, search } = new URL(address);
  const token = await credits.keys.bearerFor(caller, 'credits', credits.clock);
  return fetch(`${credits.url}${pathname}${search}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
    redirect: 'manual',
  });
}

/** The problem that a download is answered with. */
export async function problemOf(response: Response): Promise<{ status: number; title: string }> {
  const { status, title, detail } = (await response.json()) as { status: number; title: string; detail: string };
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect([response.status, response.headers.get('cache-control')]).toEqual([status, 'no-store']);
  expect(detail.length).toBeGreaterThan(20);
  return { status, title };
}

/** The content of an export that is ready, by its link. */
export async function contentOf(credits: TestCredits, { url, state, error }: ShownExport): Promise<Buffer> {
  if (url === null) throw new Error(`The export is ${state}: ${error}`);
  const answer = await download(credits, url);
  if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`);
  return bytesOf(answer);
}

/** The body of a download. */
export async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}
