import type { Caller } from '@app/subgraph-kit/callers/caller';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import ical from 'node-ical';
import { person, type TestCredits } from './credits.js';

export const CREATE = `mutation { result: createCalendarFeed { __typename
  ... on CreateCalendarFeedSuccess { address calendarFeed { createdAt lastReadAt } } } }`;
export const DELETE = `mutation { result: deleteCalendarFeed { __typename
  ... on DeleteCalendarFeedSuccess { userId } ... on UserError { message } } }`;

type User = { readonly id: string; readonly organizationId: string };

/** Creates the calendar of a user and returns its path. */
export async function aCalendar(credits: TestCredits, user: User): Promise<string> {
  const answer = await (await credits.as(person(user.id, user.organizationId))).execute<{
    result: { address: string };
  }>(CREATE);
  return new URL(expectNoErrors(answer).result.address).pathname;
}

/** Requests a calendar as the gateway forwards it. */
export async function fetchCalendar(
  credits: TestCredits,
  path: string,
  { headers = {}, method = 'GET', caller = { kind: 'gateway' } }: FetchOptions = {},
): Promise<Response> {
  const authorization = await credits.keys.bearerFor(caller, 'credits', credits.clock);
  return fetch(credits.url + path, { method, headers: { ...headers, authorization: `Bearer ${authorization}` } });
}

type FetchOptions = {
  readonly headers?: Record<string, string>;
  readonly method?: 'GET' | 'HEAD';
  readonly caller?: Caller;
};

/** An event of a calendar as another library reads it. */
export type ReadEvent = {
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly day: string;
  readonly isAllDay: boolean;
  readonly sequence: number;
  readonly modified: string;
};

/** The events of a calendar in the order of the file, read by a library other than the one that writes it. */
export function eventsIn(text: string): ReadEvent[] {
  return Object.values(ical.sync.parseICS(text)).flatMap((one) => {
    if (one?.type !== 'VEVENT') return [];
    const { uid, summary, description, start, datetype, sequence, lastmodified } = one;
    const local = new Date(start.getTime() - start.getTimezoneOffset() * 60_000);
    return [
      {
        ...{ uid, summary: textOf(summary), description: textOf(description) },
        ...{ day: local.toISOString().slice(0, 10), isAllDay: datetype === 'date', sequence: Number(sequence) },
        modified: new Date(lastmodified ?? Number.NaN).toISOString(),
      },
    ];
  });
}

/** A value with parameters is an object. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
