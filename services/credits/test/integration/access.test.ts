import { randomUUID } from 'node:crypto';
import { PERMISSIONS, type Role } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, type GraphqlAnswer } from '@app/test-kit/graphql-client';
import type { Values } from '@app/test-kit/plausible-operations';
import { rootFieldAccess } from '@app/test-kit/root-field-access';
import { GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema, isListType, isNonNullType } from 'graphql';
import { creditsSubgraph } from '../../src/subgraph.js';
import { aCalendar } from '../support/calendar.js';
import { machine, operator, person, type TestCredits, testCredits } from '../support/credits.js';
import { published } from '../support/skills-reports.js';

/*
 * Access matrix, written independently from the product description and compared field by field. ✓ with names, r with
 * personRef only, o the object without this field, - nothing.
 */
const MATRIX = {
  // credits of an organization, its designations, credits and achievements of a person, the event log, exports, webhooks
  'the person': ['o', 'o', '✓', 'o', 'o', 'o'],
  'a GLOBAL_ADMIN': ['✓', '✓', '✓', '✓', '✓', '✓'],
  'an ACCOUNT_ADMIN': ['o', 'o', 'o', 'o', 'o', 'o'],
  'a USER_MANAGEMENT_ADMIN': ['o', 'o', 'o', 'o', 'o', 'o'],
  'a PARTNER_ADMIN': ['✓', '✓', '✓', 'o', '✓', 'o'],
  'an EXECUTIVE_REPORT_VIEWER': ['✓', '✓', '✓', 'o', '✓', 'o'],
  'a REPORT_VIEWER': ['r', '✓', 'o', 'o', '✓', 'o'],
  'another colleague': ['o', 'o', 'o', 'o', 'o', 'o'],
  'a GLOBAL_ADMIN elsewhere': ['-', '-', '-', '-', '-', '-'],
  'a program with organizations:write': ['o', 'o', 'o', 'o', 'o', 'o'],
  'a program with achievements:write': ['o', 'o', 'o', 'o', 'o', 'o'],
  'a program with metrics:write': ['o', 'o', 'o', 'o', 'o', 'o'],
  'a program with users:read': ['o', 'o', 'o', 'o', 'o', 'o'],
  'a program with users:write': ['o', 'o', 'o', 'o', 'o', 'o'],
  'a program with reports:read': ['r', '✓', 'o', '✓', 'o', 'o'],
  'a program with reports:read.pii': ['✓', '✓', '✓', 'o', 'o', 'o'],
  'a program with exports:run': ['o', 'o', 'o', 'o', '✓', 'o'],
  'a program with webhooks:write': ['o', 'o', 'o', '✓', 'o', '✓'],
  'a program with every permission elsewhere': ['-', '-', '-', '-', '-', '-'],
  'an operator with organizations:write': ['o', 'o', 'o', 'o', 'o', 'o'],
  'an operator with achievements:write': ['o', 'o', 'o', 'o', 'o', 'o'],
  'an operator with metrics:write': ['o', 'o', 'o', 'o', 'o', 'o'],
  'an operator with users:read': ['o', 'o', 'o', 'o', 'o', 'o'],
  'an operator with users:write': ['o', 'o', 'o', 'o', 'o', 'o'],
  'an operator with reports:read': ['r', '✓', 'o', '✓', 'o', 'o'],
  'an operator with reports:read.pii': ['✓', '✓', '✓', 'o', 'o', 'o'],
  'an operator with exports:run': ['o', 'o', 'o', 'o', '✓', 'o'],
  'an operator with webhooks:write': ['o', 'o', 'o', '✓', 'o', '✓'],
  'an operator without permissions': ['-', '-', '-', '-', '-', '-'],
  'an unknown account': ['-', '-', '-', '-', '-', '-'],
  'the gateway itself': ['-', '-', '-', '-', '-', '-'],
  anonymous: ['-', '-', '-', '-', '-', '-'],
} as const satisfies Record<
  string,
  readonly [credits: string, designations: string, person: string, events: string, exports: string, webhooks: string]
>;
type Who = keyof typeof MATRIX;

/** Root fields whose description names no role or permission. */
const OPEN = {
  createCalendarFeed: 'person',
  credentials: 'signed-in',
  deleteCalendarFeed: 'person',
  designationTitles: 'signed-in',
  eventTypes: 'signed-in',
  rulesets: 'signed-in',
  ruleset: 'signed-in',
} as const;

/** Arguments of fields that need some; other fields are queried without. */
const ARGUMENTS: Record<string, string> = {
  'Organization.credits': '(first: 5)',
  'Organization.designation': '(code: "security")',
  'Organization.events': '(first: 5)',
  'Organization.webhooks': '(first: 5)',
  'Webhook.deliveries': '(first: 5)',
  'Webhook.delivery': '(eventId: "evt_none")',
  'Organization.simulate': '(input: {})',
  'Organization.cheapestPath': '(designation: "infrastructure")',
  'Organization.cheapestPlan': '(designations: ["infrastructure"], target: MAXIMUM)',
  'SkillsReport.rows': '(first: 5)',
  'Organization.creditBreakdown': '(by: COUNTRY)',
  'SkillsReport.breakdown': '(by: DEPARTMENT)',
  'Organization.skillsReports': '(first: 1)',
  'SkillsReport.changesSince': '(month: "2026-06")',
  'SkillsReportChanges.rows': '(first: 5)',
  'SkillsReportReview.rows': '(first: 5)',
  'Organization.learnAnalytics': '(from: "2026-05-01", to: "2026-05-31")',
  'LearnAnalytics.individuals': '(first: 5)',
  'LearnAnalytics.top': '(dimension: NAME)',
  'Organization.exports': '(first: 5)',
  'User.credits': '(first: 5)',
  'User.achievements': '(first: 5)',
};

let credits: TestCredits;
let schema: GraphQLSchema;
let values: Values;
let organizationId: string;
let userId: string;
let callers: Record<Who, Caller>;
let types: Map<string, GraphQLObjectType>;

beforeAll(async () => {
  credits = await testCredits({ now: '2026-06-05T00:00:00.000Z' });
  organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId);
  userId = user.id;
  const { profileId } = await credits.aLink(user);
  // A holder who pays alone, so that there is a risk.
  const achievedAt = '2026-05-04T10:00:00.000Z';
  const training = { uid: 'learn.identity', kind: 'MODULE', title: 'Identity' };
  await credits.record([
    ...['IAM', 'PBI-DA'].map((credentialCode) => ({ profileId, credentialCode, achievedAt })),
    { profileId, training, achievedAt },
  ]);
  await credits.allCounted();
  credits.clock.set('2026-07-20T00:00:00.000Z');
  await published(credits, organizationId, '2026-07');
  const role = (roles: readonly Role[]) => person(randomUUID(), organizationId, roles);
  const programs = Object.fromEntries(
    PERMISSIONS.flatMap((permission) => [
      [`a program with ${permission}`, machine(organizationId, permission)],
      [`an operator with ${permission}`, operator(permission)],
    ]),
  );
  callers = {
    ...programs,
    'the person': person(userId, organizationId),
    'a GLOBAL_ADMIN': role(['GLOBAL_ADMIN']),
    'an ACCOUNT_ADMIN': role(['ACCOUNT_ADMIN']),
    'a USER_MANAGEMENT_ADMIN': role(['USER_MANAGEMENT_ADMIN']),
    'a PARTNER_ADMIN': role(['PARTNER_ADMIN']),
    'an EXECUTIVE_REPORT_VIEWER': role(['EXECUTIVE_REPORT_VIEWER']),
    'a REPORT_VIEWER': role(['REPORT_VIEWER']),
    'another colleague': role([]),
    'a GLOBAL_ADMIN elsewhere': person(randomUUID(), randomUUID(), ['GLOBAL_ADMIN']),
    'a program with every permission elsewhere': machine(randomUUID(), ...PERMISSIONS),
    'an operator without permissions': operator(),
    'an unknown account': { kind: 'unknown-account' },
    'the gateway itself': { kind: 'gateway' },
    anonymous: { kind: 'anonymous' },
  } as Record<Who, Caller>;
  values = {
    ...{ organizationId, metric: 'totalAcrUsd', designation: undefined, idempotencyKey: undefined },
    // Personal data and a time in the past have rules of their own.
    ...{ includePersonalData: false, expiresAt: undefined },
  };
  ({ schema } = await creditsSubgraph());
  types = new Map(
    Object.values(schema.getTypeMap())
      .filter((type): type is GraphQLObjectType => type instanceof GraphQLObjectType)
      .map((type) => [type.name, type]),
  );
});
afterAll(async () => credits.stop());

/** All fields below a type; entities of other services by their key only. */
function selectionOf(typeName: string, path: readonly string[] = []): string {
  const type = types.get(typeName);
  if (!type) return '';
  if (path.length > 0 && ['Organization', 'User'].includes(typeName)) return '{ id }';
  const fields = Object.values(type.getFields())
    .filter((field) => !(typeName === 'Credential' && ['supersededBy', 'prerequisites'].includes(field.name)))
    .map((field) => {
      const inner = selectionOf(namedTypeOf(field.type), [...path, typeName]);
      return `${field.name}${ARGUMENTS[`${typeName}.${field.name}`] ?? ''} ${inner}`;
    });
  return `{ ${fields.join(' ')} }`;
}

function namedTypeOf(type: GraphQLOutputType): string {
  if (isNonNullType(type) || isListType(type)) return namedTypeOf(type.ofType);
  return type.name;
}

async function field(caller: Caller, type: 'Organization' | 'User', name: string): Promise<GraphqlAnswer<never>> {
  const inner = selectionOf(namedTypeOf(types.get(type)?.getFields()[name]?.type as GraphQLOutputType));
  const id = type === 'User' ? userId : organizationId;
  return (await credits.entity(type, id, `${name}${ARGUMENTS[`${type}.${name}`] ?? ''} ${inner}`, caller)) as never;
}

/** The visible part of an answer: ✓ r o -, as in the matrix. */
function seen(answer: GraphqlAnswer<{ _entities: (Record<string, unknown> | null)[] }>, name: string): string {
  const entity = answer.data?._entities[0];
  if (!entity) return '-';
  const value = entity[name];
  // Null for allowed callers too, unless credits are recalculated at the moment.
  if (name === 'recalculation' && value === null && answer.errors === undefined) return '✓';
  if (value === null) {
    expect(errorCode(answer)).toBe('FORBIDDEN');
    expect(answer.errors?.[0]?.path).toEqual(['_entities', 0, name]);
    return 'o';
  }
  expect(answer.errors).toBeUndefined();
  type List = {
    rows?: List;
    individuals?: List;
    steps?: List['nodes'];
    nodes?: { person?: object | null; personRef: string | null }[];
  };
  const list = value as List;
  const { nodes = list.steps ?? [] } = Array.isArray(value)
    ? { nodes: value }
    : (list.rows ?? list.individuals ?? list);
  const [report] = nodes as { rows?: List }[];
  if (report?.rows) return seen({ ...answer, data: { _entities: [{ [name]: report }] } }, name);
  return nodes.some(({ person: shown, personRef }) => shown === null && personRef !== null) ? 'r' : '✓';
}

/** The column of the matrix that a field follows. */
const COLUMN = {
  Organization: {
    credits: 'credits',
    creditBreakdown: 'designations',
    designations: 'designations',
    designation: 'designations',
    specializations: 'designations',
    skillsReport: 'credits',
    skillsReports: 'credits',
    skillsReportMonths: 'designations',
    designationHistory: 'designations',
    nextReportAt: 'designations',
    forecast: 'designations',
    recalculation: 'designations',
    risks: 'credits',
    simulate: 'designations',
    cheapestPath: 'credits',
    cheapestPlan: 'credits',
    learnAnalytics: 'credits',
    events: 'events',
    exports: 'exports',
    exportFeeds: 'exports',
    webhooks: 'webhooks',
  },
  User: { credits: 'person', achievements: 'person' },
} as const satisfies Record<
  string,
  Record<string, 'credits' | 'designations' | 'person' | 'events' | 'exports' | 'webhooks'>
>;

describe.each(Object.entries(MATRIX))(
  '%s',
  (who, [ofCredits, ofDesignations, ofPerson, ofEvents, ofExports, ofWebhooks]) => {
    it('by reference sees the fields of an organization and of a person that the matrix gives', async () => {
      const caller = callers[who as Who];
      const allowed = {
        credits: ofCredits,
        designations: ofDesignations,
        person: ofPerson,
        events: ofEvents,
        exports: ofExports,
        webhooks: ofWebhooks,
      };
      const found: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const [type, columns] of Object.entries(COLUMN))
        for (const [name, column] of Object.entries(columns)) {
          expected[`${type}.${name}`] = allowed[column];
          found[`${type}.${name}`] = seen(await field(caller, type as keyof typeof COLUMN, name), name);
        }
      expect(found).toEqual(expected);
    });

    it('sees the calendar of a person only as that person, and learns nothing otherwise', async () => {
      await aCalendar(credits, { id: userId, organizationId });
      const answer = await field(callers[who as Who], 'User', 'calendarFeed');
      const [entity] =
        (answer as GraphqlAnswer<{ _entities: [{ calendarFeed: object | null } | null] }>).data?._entities ?? [];
      expect(entity?.calendarFeed ?? null).toEqual(who === 'the person' ? expect.any(Object) : null);
      if (entity) expect(answer.errors).toBeUndefined();
    });

    it('may use the root fields whose descriptions name it, and no other', async () => {
      const [client, caller] = [await credits.as(callers[who as Who]), callers[who as Who]];
      const { expected, found } = await rootFieldAccess({ schema, values, organizationId, open: OPEN, caller, client });
      expect(found).toEqual(expected);
    });
  },
);

it('an operator with metrics:write reads the scores of the organization in the result of recordPartnerMetric', async () => {
  const client = await credits.as(callers['an operator with metrics:write']);
  const figure = `organizationId: "${organizationId}", metric: "totalAcrUsd", value: 1, on: "2026-07-01"`;
  const answer = await client.execute(`mutation { recordPartnerMetric(input: { ${figure} }) {
    ... on RecordPartnerMetricSuccess { designations { code score metrics { steps { people } } } } } }`);
  expect(errorCode(answer)).toBeUndefined();
});

it('the matrix covers every field of an organization and of a user: add a new one to COLUMN', () => {
  for (const [type, columns] of Object.entries(COLUMN))
    expect(Object.keys(types.get(type)?.getFields() ?? {}).sort()).toEqual(
      ['id', ...Object.keys(columns), ...(type === 'User' ? ['calendarFeed'] : [])].sort(),
    );
});
