import { randomUUID } from 'node:crypto';
import { isPermission, isRole } from '@app/subgraph-kit/access/roles';
import { errorCode, type GraphqlClient } from '@app/test-kit/graphql-client';
import { plausibleOperations } from '@app/test-kit/plausible-operations';
import { getNamedType, isObjectType } from 'graphql';
import { apiSchema } from '../contract/composed-api.js';
import { accessDecisions } from '../contract/permission-table.js';
import { repositoryFile } from '../repository.js';
import { type Column, columns, OURS } from './callers.js';
import { documentsOf, type Question } from './documents.js';
import { EMPTY_FIELDS, EMPTY_TYPES } from './empty-fields.js';
import { type Outcomes, observe } from './observation.js';
import { furnish, type Product, startProduct } from './product.js';
import { ANSWERS, BY_QUERY, FIELDS } from './rules.js';
import { type Cell, decidedRows, entitiesOf, objectTypes, SERVICES, TABLE, tableText } from './table.js';

const schema = apiSchema();
const decided = decidedRows(schema);

describe('the access matrix', () => {
  it('is the committed table: `npm run schemas` writes it', () => {
    expect(tableText(decided)).toBe(repositoryFile(TABLE));
  });

  it('decides each field of a type that has a restricted one, as the code does', () => {
    const inRules = Object.entries(FIELDS).flatMap(([type, fields]) =>
      Object.entries(fields).flatMap(([field, rule]) =>
        rule === undefined ? [] : [`${type}.${field} ${rule.otherwise} ${[...rule.to].sort().join(' ')}`],
      ),
    );
    const inCode = accessDecisions()
      .filter(([field]) => !/^(?:Query|Mutation)\./.test(field))
      .map(([field, { to, otherwise }]) => `${field} ${otherwise} ${[...to].sort().join(' ')}`);
    expect(inRules.sort()).toEqual(inCode.sort());
    const undecided = objectTypes(schema)
      .filter(({ name }) => name in FIELDS)
      .flatMap((type) => Object.keys(type.getFields()).filter((field) => !(field in (FIELDS[type.name] ?? {}))));
    expect(undecided).toEqual([]);
    const words = Object.values(FIELDS).flatMap((fields) => Object.values(fields).flatMap((rule) => rule?.to ?? []));
    expect(words.filter((word) => !isRole(word) && !isPermission(word) && word !== 'self')).toEqual([]);
  });
});

/** Requests that are under way at the same time. */
const AT_ONCE = 4;

describe('the product', () => {
  let product: Product;
  let documents: ReturnType<typeof documentsOf>;
  let values: Record<string, unknown>;
  let associationId: string;
  /** How many callers received the fields of a row, of those that see them. */
  const received = new Map<string, { values: number; missing: string[] }>();

  beforeAll(async () => {
    product = await startProduct();
    const made = await furnish(product);
    const { userId } = product;
    values = {
      ...{
        ...made,
        id: OURS,
        organizationId: OURS,
        userId,
        ids: [userId],
        idempotencyKey: undefined,
        after: undefined,
      },
      ...{ expiresAt: undefined, designation: undefined },
    };
    const admin = await product.asks(product.callers.find(({ name }) => name === 'GLOBAL_ADMIN') as Column);
    const { data } = await admin.execute<{ user: { activeAssociation: { id: string } } }>(
      `{ user(id: "${userId}") { activeAssociation(source: MICROSOFT_LEARN) { id } } }`,
    );
    associationId = data?.user.activeAssociation.id ?? '';
    const months = await admin.execute<{ organization: { skillsReportMonths: string[] } }>(
      `{ organization(id: "${OURS}") { skillsReportMonths } }`,
    );
    documents = documentsOf(
      schema,
      {
        ...{
          to: `"${new Date().toISOString().slice(0, 10)}"`,
          month: `"${months.data?.organization.skillsReportMonths[1]}"`,
        },
        ...{ 'export.id': `"${made.exportId}"`, 'webhook.id': `"${made.webhookId}"`, 'ruleset.id': '"2026-07"' },
      },
      (type, field) => FIELDS[type]?.[field] === undefined,
    );
  }, 300_000);
  afterAll(() => product.stop());

  it.each(columns().map(({ name }, index) => [name, index] as const))(
    '%s gets what the table says, by query, in the answers of mutations and by reference',
    async (_name, index) => {
      const column = product.callers[index] as Column;
      const outcomes: Outcomes = new Map();
      await askByQuery(column, outcomes);
      await askByReference(column, outcomes);
      await askForAnswers(column, outcomes);
      const roots = await askRoots(column, index);
      const differences = [...decided].flatMap(([row, cells]) => {
        const cell = cells[index] as Cell;
        const found = / (?:Query|Mutation)\./.test(row)
          ? roots.get(row)
          : foundCell(row, outcomes.get(row), cell, column);
        return found === undefined || found === cell ? [] : [`${row}: ${found} instead of ${cell}`];
      });
      const strange = [...outcomes]
        .filter(([row]) => !decided.has(row))
        .map(([row, found]) => `${row}: ${[...found].join(' and ')}`);
      expect([...differences, ...strange]).toEqual([]);
    },
    120_000,
  );

  it('shows every type and every restricted field to each caller that may see it, as far as the demonstration has them', () => {
    const rows = [...received].map(([row, { values: seen, missing }]) => {
      const [way = '', coordinate = ''] = row.split(' ');
      const [type = '', field = ''] = coordinate.split('.');
      return { way, coordinate, type, isRestricted: FIELDS[type]?.[field] !== undefined, seen, missing };
    });
    const types = Map.groupBy(rows, ({ way, type }) => `${way} ${type}`);
    const unseen = [...types].filter(([, all]) => all.every(({ seen }) => seen === 0)).map(([name]) => name);
    expect(unseen.filter((name) => !EMPTY_TYPES.includes(name.split(' ')[1] ?? ''))).toEqual([]);
    const restricted = rows.filter(
      ({ type, coordinate, isRestricted }) =>
        isRestricted && !EMPTY_TYPES.includes(type) && !EMPTY_FIELDS.includes(coordinate),
    );
    expect(restricted.filter(({ seen, missing }) => seen === 0 || missing.length > 0)).toEqual([]);
    expect(restricted.length).toBeGreaterThan(100);
  });

  async function ask(
    client: GraphqlClient,
    way: string,
    questions: readonly Question[],
    outcomes: Outcomes,
    own?: string,
  ) {
    await atOnce([...Map.groupBy(questions, (question) => question.query)], async ([query, same]) => {
      const answer = await client.execute(query);
      for (const question of same) observe({ schema, outcomes, way, own }, question, answer);
    });
  }

  async function askByQuery(column: Column, outcomes: Outcomes): Promise<void> {
    const client = await product.asks(column);
    const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ type }) => {
      const named = getNamedType(type);
      return isObjectType(named) && !(named.name in BY_QUERY);
    });
    await ask(
      client,
      'query',
      [
        ...documents.deep(`organization(id: "${OURS}")`, 'Organization'),
        ...documents.deep(`user(id: "${product.userId}")`, 'User'),
        ...roots.flatMap(documents.root),
      ],
      outcomes,
      column.caller.kind === 'person' && column.caller.userId !== product.userId ? column.caller.userId : undefined,
    );
    // Of root fields there are rows of their own.
    for (const row of [...outcomes.keys()]) if (row.startsWith('query Query.')) outcomes.delete(row);
  }

  async function askByReference(column: Column, outcomes: Outcomes): Promise<void> {
    const ids: Record<string, string> = { Organization: OURS, User: product.userId, Association: associationId };
    for (const service of SERVICES) {
      const client = await product.asksService(column, service);
      for (const [type, fields] of entitiesOf(service)) {
        const root = `_entities(representations: [{ __typename: "${type}", id: "${ids[type]}" }])`;
        await ask(client, service, documents.flat(root, type, `... on ${type}`, fields), outcomes);
      }
    }
  }

  async function askForAnswers(column: Column, outcomes: Outcomes): Promise<void> {
    const client = await product.asks(column);
    for (const [type, mutations] of Object.entries(ANSWERS)) {
      const mutation = mutations.find((name) => rowOf(`answer Mutation.${name}`, column) === '✓');
      if (mutation === undefined) continue;
      const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
      const object = type.toLowerCase();
      for (const selection of documents.selections(type)) {
        const query = `mutation ($input: ${name}Input!) {
          made: ${mutation}(input: $input) { ... on ${name}Success { ${object} { ${selection} } } } }`;
        const answer = await client.execute(query, { input: inputOf(mutation) });
        observe({ schema, outcomes, way: 'answer', own: undefined }, { query, type, path: ['made', object] }, answer);
      }
    }
  }

  function inputOf(mutation: string): object {
    const person = { email: `${randomUUID()}@harbour.example`, displayName: 'Matrix' };
    return {
      changeUserRoles: { userId: product.userId, roles: [] },
      resendInvitation: { userId: product.invitedId },
      updateOrganization: { organizationId: OURS, name: 'Harbour Systems Ltd' },
      registerOrganization: {
        ...{ name: 'Matrix', partnerId: randomUUID().slice(0, 13), tenantId: randomUUID(), firstAdmin: person },
      },
    }[mutation] as object;
  }

  /** Root fields: queries for all callers, mutations for those that may not use them. Who may is asked by the services' tests. */
  async function askRoots(column: Column, index: number): Promise<Map<string, Cell>> {
    const client = await product.asks(column);
    const found = new Map<string, Cell>();
    await atOnce(plausibleOperations(schema, values), async ({ field, query, variables }) => {
      const row = `${query.startsWith('query') ? 'query Query' : 'answer Mutation'}.${field.name}`;
      const expected = decided.get(row)?.[index];
      if (row.startsWith('answer') && expected === '✓') return;
      const ofObject = { export: values.exportId, webhook: values.webhookId, user: product.userId }[field.name];
      const answer = await client.execute(query, ofObject === undefined ? variables : { ...variables, id: ofObject });
      const code = errorCode(answer);
      const [data] = Object.values(answer.data ?? {}) as ({ __typename?: string } | null | undefined)[];
      const isGiven = data?.__typename?.endsWith('Error') === false;
      if (expected === 'a') found.set(row, isGiven ? '✓' : 'a');
      else found.set(row, code === 'FORBIDDEN' ? 'F' : code === 'UNAUTHENTICATED' ? 'U' : '✓');
    });
    return found;
  }

  function foundCell(row: string, found: Set<string> | undefined, cell: Cell, { name }: Column): string {
    const seen = received.get(row) ?? { values: 0, missing: [] };
    if (cell === '✓') received.set(row, seen);
    if (found === undefined) {
      if (cell === '✓') seen.missing.push(name);
      // An empty list has no objects; the last test counts those.
      return cell === '✓' || (cell === '0' && seen.values === 0) ? cell : '-';
    }
    const codes = [...found].filter((outcome) => outcome !== 'value' && outcome !== 'null');
    if (codes.length > 0)
      return found.size > 1
        ? [...found].join(' and ')
        : ({ FORBIDDEN: 'F', UNAUTHENTICATED: 'U' }[codes[0] ?? ''] ?? String(codes[0]));
    if (found.has('value')) {
      if (cell === '✓') seen.values++;
      return '✓';
    }
    if (cell === '✓') {
      const [, type = '', field = ''] = /(\w+)\.(\w+)$/.exec(row) ?? [];
      // Where others get null without an error, null says nothing.
      if (FIELDS[type]?.[field]?.otherwise === 'null') seen.missing.push(name);
      return '✓';
    }
    return '0';
  }

  function rowOf(row: string, { name }: Column): Cell | undefined {
    return decided.get(row)?.[columns().findIndex((column) => column.name === name)];
  }
});

async function atOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    }),
  );
}
