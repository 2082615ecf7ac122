import { match } from '@skill-link/client/match';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useMe } from '../../../app/me.ts';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { getsLeaverMail } from '../../../app/roles.ts';
import { Tick } from '../../../design/field.tsx';
import { ChooseMailDocument, type MyMailFragment } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';

type Kind = 'renewals' | 'nextAssociation' | 'leavers';

/** The kinds of mail in words. */
const KINDS: readonly (readonly [kind: Kind, words: string])[] = [
  ['renewals', 'when a certification can be renewed or expires'],
  ['nextAssociation', 'when the next link is possible'],
  ['leavers', 'when people begin to leave the company'],
];

/** The mail that the user gets: each box is stored at once. */
export function MailSection({ mail }: { readonly mail: MyMailFragment }): ReactNode {
  const { roles } = useMe();
  return (
    <section aria-labelledby="mail">
      <h2 id="mail">Mail</h2>
      <fieldset className="ticks">
        <legend>You get a mail</legend>
        {KINDS.filter(([kind]) => kind !== 'leavers' || getsLeaverMail(roles)).map(([kind, words]) => (
          <MailTick key={kind} kind={kind} words={words} isChosen={mail[kind]} />
        ))}
      </fieldset>
    </section>
  );
}

type MailTickProps = { readonly kind: Kind; readonly words: string; readonly isChosen: boolean };

/** One kind of mail. It shows the choice before the answer, and the state of before after a rejection. */
function MailTick({ kind, words, isChosen }: MailTickProps): ReactNode {
  const { run, busy, problem } = useMutation(ChooseMailDocument);
  const [wanted, setWanted] = useState<boolean>();
  const [rejected, setRejected] = useState<Rejected>();
  const router = useRouter();

  const choose = async (checked: boolean): Promise<void> => {
    // A box that is disabled loses the focus: one that is being stored stays as it is instead.
    if (busy) return;
    setRejected(undefined);
    setWanted(checked);
    const data = await run({ input: { [kind]: checked } });
    if (data !== undefined)
      await match(data.setMailPreferences, {
        SetMailPreferencesSuccess: () => router.invalidate(),
        NoMailError: setRejected,
        unknown: (member) => setRejected(unknownRejection(member)),
      });
    setWanted(undefined);
  };
  return (
    <div>
      <Tick label={words} checked={wanted ?? isChosen} onChange={({ target }) => void choose(target.checked)} />
      <Rejection rejected={rejected} problem={problem} />
    </div>
  );
}
