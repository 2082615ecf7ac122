import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge } from '../../../design/badge.tsx';
import { Facts } from '../../../design/facts.tsx';
import { Notice } from '../../../design/notice.tsx';
import type { PersonAccountFragment, PersonWorkFragment } from '../../../graphql/documents.ts';
import { day, instant } from '../../../text/dates.ts';
import { countryName } from '../../../text/places.ts';
import type { Person } from '../acts/person.ts';
import { invitationDates } from '../invitation-words.ts';
import { roleNames } from '../role-words.ts';
import { statusSentence, statusWords } from './person-words.ts';

type PersonAccountProps = { readonly person: Person; readonly work: Partial<PersonWorkFragment> };

/** The account: status, invitation, roles, and what the directory says about the person. */
export function PersonAccount({ person, work }: PersonAccountProps): ReactNode {
  const { account, email } = person;
  if (account === undefined) return <Facts facts={[['Address', email]]} />;
  return (
    <section className="panel" aria-labelledby="account">
      <h2 id="account">Account</h2>
      {work.directoryMismatch != null && <Mismatch {...work.directoryMismatch} />}
      <Facts
        facts={[
          ['Status', <Status key="status" account={account} />],
          ['Address', email],
          ['Invited', invitationDates(account)],
          ['Counts until', account.leavesReportAt !== null && day(account.leavesReportAt)],
          ['Can be restored until', account.restorableUntil !== null && day(account.restorableUntil)],
          ['Roles', roleNames(account.grantedRoles)],
          ['Roles by groups', account.groupRoles.length > 0 && roleNames(account.groupRoles)],
          ['Title', work.title],
          ['Department', work.department],
          ['Place', [work.city, work.country && countryName(work.country)].filter(Boolean).join(', ') || null],
          ['Manager', work.manager != null && <Manager key="manager" {...work.manager} />],
        ]}
      />
    </section>
  );
}

function Status({ account }: { readonly account: PersonAccountFragment }): ReactNode {
  const { name, tone } = statusWords(account.status);
  return (
    <>
      <Badge tone={tone}>{name}</Badge> {statusSentence(account)}
    </>
  );
}

type Mismatch = NonNullable<PersonWorkFragment['directoryMismatch']>;

function Mismatch({ directoryId, signInId, detectedAt }: Mismatch): ReactNode {
  return (
    <Notice tone="warn">
      <p>
        The directory knows this account under another id than the one with which the person signs in. Until both agree,
        the person cannot sign in, or the directory cannot change the user. Map <code>externalId</code> to the object id
        in the directory.
      </p>
      <Facts
        facts={[
          ['Id of the directory', <code key="directory">{directoryId}</code>],
          ['Id of the sign-in', <code key="sign-in">{signInId}</code>],
          ['Found', instant(detectedAt)],
        ]}
      />
    </Notice>
  );
}

type ManagerProps = NonNullable<PersonWorkFragment['manager']>;

function Manager({ displayName, userId }: ManagerProps): ReactNode {
  const name = <bdi>{displayName ?? 'Without a name'}</bdi>;
  if (userId === null) return name;
  return (
    <Link to="/people/$id" params={{ id: userId }}>
      {name}
    </Link>
  );
}
