import { type ReactNode, useState } from 'react';
import { Rejection } from '../../../app/rejection.tsx';
import { Button } from '../../../design/button.tsx';
import { ConfirmDialog } from '../../../design/confirm-dialog.tsx';
import { Facts } from '../../../design/facts.tsx';
import { useFocusOnChange } from '../../../design/use-focus-on-change.ts';
import type { MyCalendarFragment } from '../../../graphql/documents.ts';
import { day, instant } from '../../../text/dates.ts';
import { NewAddress } from './new-address.tsx';
import { useCalendar } from './use-calendar.ts';

/** The calendar of the user at a secret address: create, replace, remove. */
export function CalendarSection({ calendar }: { readonly calendar: MyCalendarFragment | null }): ReactNode {
  const { address, create, remove, busy, rejected, problem } = useCalendar();
  const [asked, setAsked] = useState<'replace' | 'remove'>();
  const [acts, setActs] = useState(0);
  // The button that had the focus is gone then, or the address stands before it.
  const heading = useFocusOnChange<HTMLHeadingElement>(acts);
  const run = async (act: () => Promise<boolean>): Promise<void> => {
    if (!(await act())) return;
    setAsked(undefined);
    setActs((count) => count + 1);
  };
  const rejection = <Rejection rejected={rejected} problem={problem} />;
  return (
    <section aria-labelledby="calendar">
      <h2 id="calendar" ref={heading} tabIndex={-1}>
        Calendar
      </h2>
      <p>
        Your calendar application can show when a renewal opens, when a certification expires and when the next link is
        possible. It follows every change by itself.
      </p>
      <div aria-live="polite">{address !== undefined && calendar !== null && <NewAddress address={address} />}</div>
      {calendar === null ? (
        <>
          {rejection}
          <div className="acts">
            <Button busy={busy} onClick={() => run(create)}>
              Create calendar address
            </Button>
          </div>
        </>
      ) : (
        <>
          <Facts
            facts={[
              ['Address', `created on ${day(calendar.createdAt)}`],
              ['Last read', calendar.lastReadAt === null ? 'not yet' : instant(calendar.lastReadAt)],
            ]}
          />
          <div className="acts">
            <Button onClick={() => setAsked('replace')}>Replace address…</Button>
            <Button tone="danger" onClick={() => setAsked('remove')}>
              Remove address…
            </Button>
          </div>
        </>
      )}
      <ConfirmDialog
        open={asked !== undefined}
        title={asked === 'replace' ? 'Replace the address?' : 'Remove the address?'}
        act={asked === 'replace' ? 'Replace address' : 'Remove address'}
        busy={busy}
        onConfirm={() => run(asked === 'replace' ? create : remove)}
        onCancel={() => setAsked(undefined)}
      >
        <p>
          The address that you use now stops working at once, in every calendar application.
          {asked === 'replace' && ' You get a new one to paste there.'}
        </p>
        {rejection}
      </ConfirmDialog>
    </section>
  );
}
