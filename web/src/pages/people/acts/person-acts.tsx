import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { startDraft } from '../../../app/draft.ts';
import { useMe } from '../../../app/me.ts';
import { Button, buttonClass } from '../../../design/button.tsx';
import { CopyButton } from '../../../design/copy-button.tsx';
import { Menu } from '../../../design/menu.tsx';
import { usePeopleActs } from './acts-context.ts';
import { type Act, actsFor } from './acts-for.ts';
import { reminder } from './letters.ts';
import type { Person } from './person.ts';
import { ResendButton } from './resend-button.tsx';
import { RestoreButton } from './restore-button.tsx';

type PersonActsProps = {
  readonly person: Person;
  /** The person has an account in use and no link. */
  readonly notLinked: boolean;
  /** Roles and delete stand behind ⋯, where there are many people. */
  readonly menu?: boolean;
};

const BEHIND_THE_MENU: readonly Act[] = ['roles', 'delete', 'withdraw'];

/** What the user may do about a person. */
export function PersonActs({ person, notLinked, menu = false }: PersonActsProps): ReactNode {
  const { roles } = useMe();
  const acts = actsFor(person, { roles, notLinked, now: new Date() });
  if (acts.length === 0) return null;
  const hidden = menu ? acts.filter((act) => BEHIND_THE_MENU.includes(act)) : [];
  return (
    <div className="person-acts">
      {acts
        .filter((act) => !hidden.includes(act))
        .map((act) => (
          <ActButton key={act} act={act} person={person} />
        ))}
      {hidden.length > 0 && (
        <Menu label={`More for ${person.displayName}`}>
          {hidden.map((act) => (
            <ActButton key={act} act={act} person={person} />
          ))}
        </Menu>
      )}
    </div>
  );
}

function ActButton({ act, person }: { readonly act: Act; readonly person: Person }): ReactNode {
  const { ask } = usePeopleActs();
  switch (act) {
    case 'remind':
      return <ReminderButton person={person} />;
    case 'resend':
      return <ResendButton person={person} />;
    case 'restore':
      return <RestoreButton person={person} />;
    case 'invite again':
      return <InviteAgainLink person={person} />;
    case 'correct address':
      return (
        <Button aria-label={`Correct address… of ${person.displayName}`} onClick={() => ask({ act, person })}>
          Correct address…
        </Button>
      );
    case 'roles':
      return <Button onClick={() => ask({ act, person })}>Roles…</Button>;
    case 'delete':
      return (
        <Button tone="danger" onClick={() => ask({ act, person })}>
          Delete…
        </Button>
      );
    case 'withdraw':
      return (
        <Button tone="danger" onClick={() => ask({ act, person })}>
          Withdraw invitation…
        </Button>
      );
  }
}

function InviteAgainLink({ person }: { readonly person: Person }): ReactNode {
  const { id } = useMe();
  const { displayName, email } = person;
  return (
    <Link
      className={buttonClass('plain')}
      to="/people/invite"
      aria-label={`Invite again ${displayName}`}
      onClick={() => startDraft('invite', id, { displayName, email })}
    >
      Invite again
    </Link>
  );
}

function ReminderButton({ person }: { readonly person: Person }): ReactNode {
  const { organization } = useMe();
  const { displayName: name, email } = person;
  const text = reminder({ name, email, organization: organization.name, origin: window.location.origin });
  return (
    <CopyButton text={text} label={`Copy reminder for ${name}`}>
      Copy reminder
    </CopyButton>
  );
}
