import { Access, allow } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { countEvents, type EventSelection, listEvents } from '../store/event-list.store.js';
import type { EventsContext } from './context.js';
import { EventConnection, EventObject } from './event.type.js';
import { EventFilter } from './event-filter.type.js';
import { eventTypeOf } from './event-type-enum.type.js';

@Resolver(() => OrganizationStub)
export class OrganizationEventsQuery {
  @FieldResolver(() => EventConnection, {
    nullable: true,
    description:
      'Everything that any webhook could have been sent, oldest first: to catch up, and for programs that cannot be ' +
      'reached from outside. Events are kept for 30 days. first: 1..100, 1..1,000 for programs of the organization. For ' +
      'GLOBAL_ADMIN, and for programs with webhooks:write or reports:read.',
  })
  @Access(allow('GLOBAL_ADMIN', 'webhooks:write', 'reports:read'))
  async events(
    @Root() { id }: OrganizationStub,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null | undefined,
    @Ctx() { caller, cursors, reads }: EventsContext,
  ): Promise<ConnectionOf<EventObject>> {
    const page = pageArguments(first, after, caller);
    const list = `events:${id}`;
    const [last = null] = page.after === null ? [] : cursors.decode(list, page.after);
    const selection = selectionOf(id, filter ?? {});
    const afterSequence = Math.max(selection.afterSequence, Number(last ?? 0));
    return mapPage({
      rows: await listEvents(reads, { ...selection, afterSequence }, page.first + 1),
      page,
      cursorOf: ({ sequence }) => cursors.encode(list, [String(sequence)]),
      show: (event) => EventObject.from(event),
      total: () => countEvents(reads, selection),
    });
  }
}

function selectionOf(organizationId: string, filter: EventFilter): EventSelection {
  const { types, since = null, until = null, afterSequence, subject = null } = filter;
  if (since !== null && until !== null && until < since) throw badUserInput('until: the instant is before since.');
  return {
    organizationId,
    afterSequence: afterSequence ?? 0,
    types: types == null || types.length === 0 ? null : types.map(eventTypeOf),
    ...{ since, until, subject },
  };
}
