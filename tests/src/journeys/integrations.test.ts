import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Client, createClient } from '@skill-link/client/client';
import { clientCredentials } from '@skill-link/client/client-credentials';
import { orThrow } from '@skill-link/client/outcome';
import { readXlsx } from 'hucre';
import { Webhook } from 'standardwebhooks';
import {
  AS_OF,
  CREATE_FEED,
  EVENTS,
  EXPORT,
  type File,
  ORGANIZATION,
  RECORD,
  REGISTER,
  REQUEST,
  type Row,
  TOTALS,
} from './integration-operations.js';
import { eventually } from './people.js';
import {
  libreOffice,
  type ReportRow,
  type ReportTotals,
  rowsInDuckDb,
  rowsInLibreOffice,
  rowsInWorkbook,
  totalsOf,
} from './report-readers.js';
import { type ReportingStack, startReportingStack } from './reporting-stack.js';

type ReceivedEvent = { id: string; type: string; sequence: number; data: { personRef?: string; exportId?: string } };

describe('a program of a partner and its analyst', () => {
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-integrations-'));
  let stack: ReportingStack;
  let harbour: Client;
  let feed: Client;
  let organizationId: string;
  let expectedRows: number;
  let secret: string;
  const received = new Map<string, ReceivedEvent>();
  const receiver = createServer(async (request, response) => {
    const body = (await buffer(request)).toString();
    const event = new Webhook(secret).verify(body, request.headers as Record<string, string>) as ReceivedEvent;
    received.set(String(request.headers['webhook-id']), event);
    response.writeHead(204).end();
  });

  beforeAll(async () => {
    stack = await startReportingStack();
    const machine = (clientId: string, clientSecret: string): Client => {
      const tokenUrl = `${stack.signInProviderUrl}/work/token`;
      const credentials = clientCredentials({ tokenUrl, clientId, clientSecret, scope: 'api://skill-link/.default' });
      return createClient({ url: `${stack.gatewayUrl}/graphql`, credentials });
    };
    harbour = machine('harbour-integration', 'development-only-harbour');
    feed = machine('platform-operator', 'development-only-operator');
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  }, 600_000);
  afterAll(async () => {
    receiver.closeAllConnections();
    receiver.close();
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('receives a signed event of an achievement that a feed records, and finds it in the log', async () => {
    const { port } = receiver.address() as AddressInfo;
    const { callerOrganization: found } = orThrow(await harbour.send(ORGANIZATION, {}));
    organizationId = found.id;
    expectedRows = found.skillsReport.totals.credentials;
    const url = `http://127.0.0.1:${port}/skill-link`;
    const registered = orThrow(await harbour.send(REGISTER, { input: { organizationId, url, label: 'Portal' } }));
    secret = registered.registerWebhook.secret;

    const { nodes: rows } = found.skillsReport.rows;
    const person = rows.find(({ profileId }) => /^\d+$/.test(profileId)) as Row;
    const held = rows
      .filter(({ personRef }) => personRef === person.personRef)
      .map(({ credential }) => credential.code);
    const credentialCode = ['AZ-ADMIN', 'AZ-DBA', 'AVD'].find((code) => !held.includes(code)) as string;
    const achievedAt = new Date().toISOString();
    const items = [{ externalId: 'integration-1', profileId: person.profileId, credentialCode, achievedAt }];
    const input = { source: 'MICROSOFT_LEARN', items };
    expect(orThrow(await feed.send(RECORD, { input })).recordAchievements).toMatchObject({ recorded: 1, refused: [] });
    expect(orThrow(await feed.send(RECORD, { input })).recordAchievements).toMatchObject({ recorded: 0, repeated: 1 });

    const isCounted = ({ type, data }: ReceivedEvent) =>
      type === 'credit.counted' && data.personRef === person.personRef;
    const event = await eventually(
      async () => [...received.values()].find(isCounted),
      (counted) => counted !== undefined,
    );
    const { id, sequence } = event as ReceivedEvent;
    const log = orThrow(await harbour.send(EVENTS, { filter: { afterSequence: sequence - 1 } }));
    expect(log.callerOrganization.events.nodes[0]).toMatchObject({ id, sequence });
    expect(JSON.parse(log.callerOrganization.events.nodes[0]?.body ?? '')).toEqual(event);
  });

  it('downloads an export in two parts, with the digest that the API gives, and DuckDB counts the rows of the report', async () => {
    const file = await exported('PARQUET');
    const token = await harbourToken();
    const first = await fetch(file.address, { headers: { authorization: token, range: 'bytes=0-999' } });
    expect(first.status).toBe(206);
    const etag = String(first.headers.get('etag'));
    const rest = await fetch(file.url, { headers: { range: 'bytes=1000-', 'if-range': etag } });
    expect(rest.status).toBe(206);
    const content = Buffer.concat([Buffer.from(await first.arrayBuffer()), Buffer.from(await rest.arrayBuffer())]);
    expect(content).toHaveLength(file.bytes);
    expect(createHash('sha256').update(content).digest('hex')).toBe(file.sha256);
    expect(await countRows(content, 'report.parquet', 'read_parquet')).toBe(expectedRows);
    const { id } = file;
    await eventually(
      async () => [...received.values()].some(({ type, data }) => type === 'export.ready' && data.exportId === id),
      Boolean,
    );
  });

  it('opens the same report as a workbook, and as a feed with a key of its own', async () => {
    const workbook = await fetch((await exported('XLSX')).url);
    const { sheets } = await readXlsx(Buffer.from(await workbook.arrayBuffer()));
    expect(sheets[0]?.rows).toHaveLength(expectedRows + 1);

    const input = { organizationId, label: 'DuckDB', dataset: 'SKILLS_REPORT', format: 'CSV' };
    const created = orThrow(await harbour.send(CREATE_FEED, { input })).createExportFeed;
    const authorization = `Basic ${Buffer.from(`feed:${created.key}`).toString('base64')}`;
    const latest = await eventually(
      () => fetch(created.feed.address, { headers: { authorization } }),
      ({ status }) => status === 200,
    );
    const content = Buffer.from(await latest.arrayBuffer());
    expect(await countRows(content, 'report.csv', 'read_csv')).toBe(expectedRows);
    expect((await fetch(created.feed.address)).status).toBe(401);
  });

  describe('the totals of a Skills Report', () => {
    let totals: ReportTotals;
    let asOf: string;
    beforeAll(async () => {
      totals = orThrow(await harbour.send(TOTALS, {})).callerOrganization.skillsReport.totals;
      asOf = orThrow(await harbour.send(AS_OF, { id: (await exported('CSV')).id })).export.dataAsOf;
      expect(Object.values(totals).filter((total) => total > 0).length).toBeGreaterThan(3);
    });

    it('are the same by SQL as by the API', async () => {
      const analyst = await stack.connectAnalyst(organizationId);
      const { rows: published } = await analyst.query<ReportTotals>(
        `SELECT people, credentials, certifications, assessments, expiring_within_90_days AS "expiringWithin90Days", leaving
         FROM skills_report ORDER BY month DESC LIMIT 1`,
      );
      expect(published).toEqual([totals]);
      const { rows } = await analyst.query<ReportRow>(
        `SELECT person_ref, kind, expires_on::text, leaving FROM skills_report_row
         WHERE month = (SELECT max(month) FROM skills_report)`,
      );
      expect(totalsOf(rows, asOf)).toEqual(totals);
    });

    it.each(['CSV', 'PARQUET'])('are the same in a file of %s, as DuckDB reads it', async (format) => {
      const path = await downloaded((await exported(format)).url, `totals.${format.toLowerCase()}`);
      expect(totalsOf(await rowsInDuckDb(path), asOf)).toEqual(totals);
    });

    it('are the same in a feed', async () => {
      const input = { organizationId, label: 'Totals', dataset: 'SKILLS_REPORT', format: 'PARQUET' };
      const { feed, key } = orThrow(await harbour.send(CREATE_FEED, { input })).createExportFeed;
      const authorization = `Basic ${btoa(`feed:${key}`)}`;
      await eventually(
        () => fetch(feed.address, { method: 'HEAD', headers: { authorization } }),
        ({ status }) => status === 200,
      );
      const path = await downloaded(feed.address, 'feed.parquet', { authorization });
      expect(totalsOf(await rowsInDuckDb(path), asOf)).toEqual(totals);
    });

    it('are the same in a workbook, for a library that did not write it', async () => {
      const workbook = readFileSync(await downloaded((await exported('XLSX')).url, 'totals.xlsx'));
      expect(totalsOf(await rowsInWorkbook(workbook), asOf)).toEqual(totals);
    });

    const ifInstalled = libreOffice === undefined ? it.skip : it;
    ifInstalled(
      'are the same in a workbook, where LibreOffice is installed and opens it',
      async () => {
        const workbook = readFileSync(await downloaded((await exported('XLSX')).url, 'totals.xlsx'));
        expect(totalsOf(await rowsInLibreOffice(workbook, folder), asOf)).toEqual(totals);
      },
      180_000,
    );
  });

  async function downloaded(address: string, name: string, headers: Record<string, string> = {}): Promise<string> {
    const response = await fetch(address, { headers });
    expect(response.status).toBe(200);
    const path = join(folder, name);
    writeFileSync(path, Buffer.from(await response.arrayBuffer()));
    return path;
  }

  async function exported(format: string): Promise<File> {
    const input = { organizationId, dataset: 'SKILLS_REPORT', format };
    const { id } = orThrow(await harbour.send(REQUEST, { input })).requestExport.export;
    return eventually(
      async () => orThrow(await harbour.send(EXPORT, { id })).export,
      ({ state }) => state === 'READY',
    );
  }

  async function harbourToken(): Promise<string> {
    const response = await fetch(`${stack.signInProviderUrl}/work/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('harbour-integration:development-only-harbour')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return `Bearer ${((await response.json()) as { access_token: string }).access_token}`;
  }

  async function countRows(content: Buffer, name: string, reader: string): Promise<number> {
    const path = join(folder, name);
    writeFileSync(path, content);
    const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', threads: '1' });
    const connection = await instance.connect();
    const result = await connection.runAndReadAll(`SELECT count(*)::integer AS rows FROM ${reader}('${path}')`);
    connection.closeSync();
    instance.closeSync();
    return Number(result.getRowObjectsJson()[0]?.rows);
  }
});
