import { match } from '@skill-link/client/match';
import type { Problem } from '@skill-link/client/outcome';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { type Rejected, unknownRejection } from '../../../app/rejection.tsx';
import { CreateCalendarDocument, DeleteCalendarDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';

type Calendar = {
  /** The address that was created just now; the API does not show it again. */
  readonly address: string | undefined;
  /** Creates or replaces the address. Whether it did. */
  readonly create: () => Promise<boolean>;
  /** Whether there is no address any more. */
  readonly remove: () => Promise<boolean>;
  readonly busy: boolean;
  readonly rejected: Rejected | undefined;
  readonly problem: Problem | undefined;
};

/** Creates, replaces and removes the address of the calendar. */
export function useCalendar(): Calendar {
  const creation = useMutation(CreateCalendarDocument);
  const deletion = useMutation(DeleteCalendarDocument);
  const [address, setAddress] = useState<string>();
  const [rejected, setRejected] = useState<Rejected>();
  const router = useRouter();

  const create = async (): Promise<boolean> => {
    setRejected(undefined);
    const data = await creation.run({});
    if (data === undefined) return false;
    return match(data.createCalendarFeed, {
      CreateCalendarFeedSuccess: async (created) => {
        setAddress(created.address);
        await router.invalidate();
        return true;
      },
      unknown: (member) => {
        setRejected(unknownRejection(member));
        return false;
      },
    });
  };
  const remove = async (): Promise<boolean> => {
    const data = await deletion.run({});
    if (data === undefined) return false;
    // An address that is gone already, removed in another tab, is what the user wanted.
    setAddress(undefined);
    await router.invalidate();
    return true;
  };
  return {
    ...{ address, create, remove, rejected },
    busy: creation.busy || deletion.busy,
    problem: creation.problem ?? deletion.problem,
  };
}
