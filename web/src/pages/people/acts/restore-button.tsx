import { match } from '@skill-link/client/match';
import { type ReactNode, useState } from 'react';
import { unknownRejection } from '../../../app/rejection.tsx';
import { Button } from '../../../design/button.tsx';
import { RestoreUserDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { usePeopleActs } from './acts-context.ts';
import type { Person } from './person.ts';
import { type Rejected, Rejection } from './rejection.tsx';

/** Undoes a deletion. Nothing is lost by it, so it does not ask. */
export function RestoreButton({ person }: { readonly person: Person }): ReactNode {
  const { run, busy, problem } = useMutation(RestoreUserDocument);
  const [rejected, setRejected] = useState<Rejected>();
  const { done } = usePeopleActs();

  const restore = async (): Promise<void> => {
    setRejected(undefined);
    const data = await run({ input: { userId: person.id } });
    if (data === undefined) return;
    await match(data.restoreUser, {
      RestoreUserSuccess: () =>
        done(
          <>
            <bdi>{person.displayName}</bdi> is restored, with roles and links as before.
          </>,
        ),
      RestoreWindowPassedError: setRejected,
      UserExistsError: setRejected,
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <>
      <Button aria-label={`Restore ${person.displayName}`} busy={busy} onClick={restore}>
        Restore
      </Button>
      <Rejection rejected={rejected} problem={problem} />
    </>
  );
}
