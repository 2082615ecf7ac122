import type { ReactNode } from 'react';
import { Badge } from '../../../design/badge.tsx';
import { Pager } from '../../../design/pager.tsx';
import { Wide } from '../../../design/wide.tsx';
import type { PersonQuery } from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { counted } from '../../../text/numbers.ts';
import { creditSentence, creditState, creditTone } from './person-words.ts';

type PersonCreditsProps = {
  readonly credits: NonNullable<NonNullable<PersonQuery['user']>['credits']>;
  /** Of designations and specializations; empty where they are not available. */
  readonly titles: readonly { readonly code: string; readonly title: string }[];
};

/** What the achievements of a person do for the organization. */
export function PersonCredits({ credits, titles }: PersonCreditsProps): ReactNode {
  const byCode = new Map(titles.map(({ code, title }) => [code, title]));
  const { nodes, totalCount, pageInfo } = credits;
  return (
    <section aria-labelledby="credits">
      <h2 id="credits">Credits</h2>
      {nodes.length === 0 ? (
        <p>No achievement of this person counts here. Achievements appear within minutes after a link.</p>
      ) : (
        <Wide label="Credits">
          <table className="stacked">
            <caption>{totalCount !== null && counted(totalCount, 'credit', 'credits')}</caption>
            <thead>
              <tr>
                <th scope="col">Certification</th>
                <th scope="col">Valid until</th>
                <th scope="col">State</th>
                <th scope="col">Where it counts, or why not</th>
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
                  <td>{creditSentence(credit, byCode)}</td>
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
