import type { ReactNode } from 'react';
import { Badge } from '../../design/badge.tsx';
import { Wide } from '../../design/wide.tsx';
import type { RiskFragment } from '../../graphql/documents.ts';
import { PersonLinks } from '../../text/person-name.tsx';
import { causeOf, lossOf } from './risk-words.ts';

type RiskTableProps = {
  readonly caption: string;
  readonly risks: readonly RiskFragment[];
  /** The first column: the designation, or the number of the day in a picture. */
  readonly lead: { readonly title: string; readonly cell: (risk: RiskFragment) => ReactNode };
};

/** Who or what would lower a score, and what is lost then; worst first, as the API sorts. */
export function RiskTable({ caption, risks, lead }: RiskTableProps): ReactNode {
  return (
    <Wide label={caption}>
      <table className="stacked">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{lead.title}</th>
            <th scope="col">What may happen</th>
            <th scope="col">Loss</th>
          </tr>
        </thead>
        <tbody>
          {risks.map((risk) => (
            <tr key={keyOf(risk)}>
              <td data-label={lead.title}>{lead.cell(risk)}</td>
              <td>
                <PersonLinks people={risk.together} />
                {causeOf(risk)}
              </td>
              <td>
                {lossOf(risk)} {risk.losesDesignation && <Badge tone="bad">Designation lost</Badge>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function keyOf({ designation, cause, on, personRef, closesStep }: RiskFragment): string {
  return [designation, cause, on, personRef, closesStep].join(' ');
}
