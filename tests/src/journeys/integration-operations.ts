import { TypedDocumentString } from '@skill-link/client/document';
import type { ReportTotals } from './report-readers.js';

/* The operations of the program of a partner and of its analyst. */

export type Row = { personRef: string; profileId: string; credential: { code: string } };
type Organization = {
  callerOrganization: { id: string; skillsReport: { totals: { credentials: number }; rows: { nodes: Row[] } } };
};
export const ORGANIZATION = new TypedDocumentString<Organization, Record<string, never>>(`{ callerOrganization { id
  skillsReport(month: null) { totals { credentials } rows(first: 100) { nodes { personRef profileId credential { code } } } } } }`);

type Recorded = { recordAchievements: { __typename: string; recorded: number; repeated: number } };
export const RECORD = new TypedDocumentString<Recorded, { input: object }>(
  'mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) { __typename ... on RecordAchievementsSuccess { recorded repeated refused { message } } } }',
);

type Registered = { registerWebhook: { webhook: { id: string }; secret: string } };
export const REGISTER = new TypedDocumentString<Registered, { input: object }>(
  'mutation ($input: RegisterWebhookInput!) { registerWebhook(input: $input) { ... on RegisterWebhookSuccess { webhook { id } secret } ... on UserError { message } } }',
);

export type File = {
  id: string;
  state: string;
  rows: number;
  bytes: number;
  sha256: string;
  address: string;
  url: string;
};
export const REQUEST = new TypedDocumentString<{ requestExport: { export: File } }, { input: object }>(
  'mutation ($input: RequestExportInput!) { requestExport(input: $input) { ... on RequestExportSuccess { export { id } } ... on UserError { message } } }',
);
export const EXPORT = new TypedDocumentString<{ export: File }, { id: string }>(
  'query ($id: ID!) { export(id: $id) { id state rows bytes sha256 address url } }',
);

type Totals = { callerOrganization: { skillsReport: { totals: ReportTotals } } };
export const TOTALS = new TypedDocumentString<Totals, Record<string, never>>(`{ callerOrganization { skillsReport {
  totals { people credentials certifications assessments expiringWithin90Days leaving } } } }`);
export const AS_OF = new TypedDocumentString<{ export: { dataAsOf: string } }, { id: string }>(
  'query ($id: ID!) { export(id: $id) { dataAsOf } }',
);

type Feed = { createExportFeed: { feed: { address: string }; key: string } };
export const CREATE_FEED = new TypedDocumentString<Feed, { input: object }>(
  'mutation ($input: CreateExportFeedInput!) { createExportFeed(input: $input) { ... on CreateExportFeedSuccess { feed { address } key } ... on UserError { message } } }',
);

type LoggedEvents = { callerOrganization: { events: { nodes: { id: string; sequence: number; body: string }[] } } };
export const EVENTS = new TypedDocumentString<LoggedEvents, { filter: object }>(
  'query ($filter: EventFilter!) { callerOrganization { events(first: 1000, filter: $filter) { nodes { id sequence body } } } }',
);
