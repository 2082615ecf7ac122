import { match } from '@skill-link/client/match';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ProblemText } from '../../app/problem.tsx';
import { Button } from '../../design/button.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { Facts } from '../../design/facts.tsx';
import { type LinkAllowanceFragment, type LinkedProfileFragment, RemoveLinkDocument } from '../../graphql/documents.ts';
import { useMutation } from '../../graphql/use-mutation.ts';
import { nextPossible, type Source } from './link-words.ts';

type RemoveAccessProps = {
  readonly source: Source;
  readonly company: string;
  readonly linked: LinkedProfileFragment;
  readonly allowance: LinkAllowanceFragment;
  readonly now: Date;
};

/** Ends a link, after its consequences were shown. */
export function RemoveAccess({ source, company, linked, allowance, now }: RemoveAccessProps): ReactNode {
  const [open, setOpen] = useState(false);
  const { run, busy, problem } = useMutation(RemoveLinkDocument);
  const router = useRouter();

  const remove = async (): Promise<void> => {
    const data = await run({ input: { source } });
    if (data === undefined) return;
    // A link that is gone already, removed in another tab, is what the user wanted.
    await match(data.removeAssociation, {
      RemoveAssociationSuccess: () => router.invalidate(),
      NotAssociatedError: () => router.invalidate(),
      unknown: () => router.invalidate(),
    });
  };

  return (
    <>
      <div className="acts">
        <Button onClick={() => setOpen(true)}>Remove access…</Button>
      </div>
      <ConfirmDialog
        open={open}
        title="Remove access?"
        act="Remove access"
        busy={busy}
        onConfirm={remove}
        onCancel={() => setOpen(false)}
      >
        {problem !== undefined && <ProblemText problem={problem} />}
        <Facts
          facts={[
            ['Profile', linked.profileId],
            ['At once', `It no longer counts for ${company}.`],
            ['Left', `${allowance.remaining} of ${allowance.limit} in a year, as before`],
            ['Next possible', nextPossible(allowance.nextAssociationAt, now)],
          ]}
        />
        <p>Your achievements stay in your learning profile. A new link brings them back.</p>
      </ConfirmDialog>
    </>
  );
}
