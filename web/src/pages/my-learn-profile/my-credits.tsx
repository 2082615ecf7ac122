import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge } from '../../design/badge.tsx';
import { CalendarButton } from '../../design/calendar-button.tsx';
import { Choice } from '../../design/field.tsx';
import { Pager } from '../../design/pager.tsx';
import { Wide } from '../../design/wide.tsx';
import type { MyLearnProfileQuery, RequirementTitleFragment } from '../../graphql/documents.ts';
import { day } from '../../text/dates.ts';
import { counted } from '../../text/numbers.ts';
import { expiryEvents } from './calendar-events.ts';
import { creditSentence, creditState, creditTone, titlesByCode } from './credit-words.ts';

type Credits = NonNullable<NonNullable<MyLearnProfileQuery['viewer']>['credits']>;
type MyCreditsProps = { readonly credits: Credits; readonly titles: readonly RequirementTitleFragment[] };

const route = getRouteApi('/signed-in/profile');

/** What becomes of each achievement: a sentence why, and what helps. */
export function MyCredits({ credits, titles }: MyCreditsProps): ReactNode {
  const { credits: shown } = route.useSearch();
  const navigate = useNavigate({ from: '/profile' });
  const now = new Date();
  const byCode = titlesByCode(titles);
  const { nodes, totalCount, pageInfo } = credits;
  return (
    <section>
      <h2>My credits</h2>
      <div className="filters">
        <Choice
          label="Show"
          value={shown ?? ''}
          onChange={({ target }) => navigate({ search: { credits: (target.value || undefined) as typeof shown } })}
        >
          <option value="">all</option>
          <option value="counting">only those that count</option>
          <option value="waiting">only those that do not count</option>
        </Choice>
        <p role="status">{counted(totalCount ?? nodes.length, 'credit', 'credits')}</p>
        <CalendarButton file="expiries" events={expiryEvents(nodes, now)}>
          Add expiries to calendar
        </CalendarButton>
      </div>
      {nodes.length === 0 ? (
        <Empty filtered={shown !== undefined} />
      ) : (
        <Wide label="My credits">
          <table className="stacked">
            <thead>
              <tr>
                <th scope="col">Certification</th>
                <th scope="col">Valid until</th>
                <th scope="col">State</th>
                <th scope="col">Why, and what helps</th>
              </tr>
            </thead>
            <tbody>
              {nodes.map((credit) => (
                <tr key={credit.id}>
                  <th scope="row">{credit.achievement.credential.title}</th>
                  <td className="nowrap" data-label="Valid until">
                    {credit.achievement.expiresOn === null ? 'always' : day(credit.achievement.expiresOn)}
                  </td>
                  <td>
                    <Badge tone={creditTone(credit)}>{creditState(credit.state)}</Badge>
                  </td>
                  <td>{creditSentence(credit, byCode, now)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <Pager size={50} pageInfo={pageInfo} />
    </section>
  );
}

function Empty({ filtered }: { readonly filtered: boolean }): ReactNode {
  return filtered ? (
    <p>None of your credits is in this state.</p>
  ) : (
    <p>
      This list shows what your certifications and assessments do for your company. They appear within minutes after you
      have linked your profile, earlier ones included.
    </p>
  );
}
