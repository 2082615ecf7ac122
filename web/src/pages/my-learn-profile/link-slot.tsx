import type { ReactNode } from 'react';
import { Badge } from '../../design/badge.tsx';
import { CalendarButton } from '../../design/calendar-button.tsx';
import { Facts } from '../../design/facts.tsx';
import { Notice } from '../../design/notice.tsx';
import { day } from '../../text/dates.ts';
import { Associate } from './associate.tsx';
import { nextLinkEvents } from './calendar-events.ts';
import { nextPossible, SOURCES, type Source, slotNote, waitingReason } from './link-words.ts';
import { RemoveAccess } from './remove-access.tsx';
import { type SlotFacts, type SlotState, slotState } from './slot-state.ts';

type LinkSlotProps = {
  readonly source: Source;
  readonly company: string;
  /** The user has just signed in again, as linking requires a recent sign-in. */
  readonly signedInAgain: boolean;
  readonly facts: SlotFacts;
};

/** The link of one learning source: its state, what the limits leave, and the act that is possible. */
export function LinkSlot({ source, company, signedInAgain, facts }: LinkSlotProps): ReactNode {
  const now = new Date();
  const state = slotState(facts, now);
  const { name } = SOURCES[source];
  return (
    <section className="panel" aria-label={name}>
      <h2>{name}</h2>
      <p>
        <SlotBadge state={state} />
      </p>
      <SlotFactsList source={source} state={state} company={company} now={now} />
      {slotNote(state) !== undefined && <p>{slotNote(state)}</p>}
      {state.kind === 'linked' && (
        <RemoveAccess source={source} company={company} linked={state.linked} allowance={state.allowance} now={now} />
      )}
      {(state.kind === 'free' || state.kind === 'waiting') && (
        <>
          {signedInAgain && <Notice tone="quiet">You have signed in again. Go on with the button below.</Notice>}
          <Associate source={source} disabledBecause={waitingReason(state, now)} />
        </>
      )}
    </section>
  );
}

function SlotBadge({ state }: { readonly state: SlotState }): ReactNode {
  if (state.kind === 'linked') return <Badge tone="good">Linked</Badge>;
  if (state.kind === 'away') return <Badge tone="warn">Not available at the moment</Badge>;
  if (state.ended === 'MOVED_TO_ANOTHER_ORGANIZATION') return <Badge tone="warn">Linked elsewhere</Badge>;
  return <Badge tone="quiet">Not linked</Badge>;
}

type SlotFactsListProps = {
  readonly source: Source;
  readonly state: SlotState;
  readonly company: string;
  readonly now: Date;
};

function SlotFactsList({ source, state, company, now }: SlotFactsListProps): ReactNode {
  if (state.kind === 'away') return null;
  const { limit, remaining, nextAssociationAt } = state.allowance;
  const linked = state.kind === 'linked' ? state.linked : undefined;
  return (
    <Facts
      facts={[
        ['Profile', linked?.profileId],
        ['Counts for', linked && company],
        ['Since', linked && day(linked.startedAt)],
        ['Left', `${remaining} of ${limit} in a year`],
        [
          'Next possible',
          linked && nextAssociationAt === null ? (
            'after access is removed'
          ) : (
            <NextPossible key="next" source={source} at={nextAssociationAt} now={now} />
          ),
        ],
      ]}
    />
  );
}

type NextPossibleProps = { readonly source: Source; readonly at: string | null; readonly now: Date };

function NextPossible({ source, at, now }: NextPossibleProps): ReactNode {
  return (
    <>
      {nextPossible(at, now)}{' '}
      <CalendarButton
        file="next-link"
        events={nextLinkEvents(source, at)}
        label={`Add to calendar: next possible link at ${SOURCES[source].name}`}
      >
        Add to calendar
      </CalendarButton>
    </>
  );
}
