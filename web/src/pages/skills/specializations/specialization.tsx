import type { ReactNode } from 'react';
import { Badge } from '../../../design/badge.tsx';
import type { SpecializationStateFragment } from '../../../graphql/documents.ts';
import { counted } from '../../../text/numbers.ts';
import { missingPeople, outcomeTone, outcomeWord, prerequisiteWord } from './specialization-words.ts';

/** One specialization, with its requirements on request. */
export function Specialization({
  specialization,
}: {
  readonly specialization: SpecializationStateFragment;
}): ReactNode {
  const { title, prerequisite, skilling, requirements } = specialization;
  const missing = missingPeople(specialization);
  return (
    <li>
      <details>
        <summary>
          <strong>{title}</strong>
          {skilling === 'NOT_MET' && `: ${counted(missing, 'person', 'people')} missing`}{' '}
          <Badge tone={outcomeTone(prerequisite)}>{prerequisiteWord(prerequisite)}</Badge>
        </summary>
        <ul>
          {requirements.map((requirement) => (
            <Requirement key={requirement.description} requirement={requirement} />
          ))}
        </ul>
      </details>
    </li>
  );
}

type RequirementProps = { readonly requirement: SpecializationStateFragment['requirements'][number] };

const either = new Intl.ListFormat('en', { type: 'disjunction' });

function Requirement({ requirement }: RequirementProps): ReactNode {
  const { description, outcome, peopleHave, peopleNeeded, anyOf } = requirement;
  return (
    <li>
      {description} <Badge tone={outcomeTone(outcome)}>{outcomeWord(outcome)}</Badge>
      {outcome !== 'UNKNOWN' && ` ${peopleHave} of ${counted(peopleNeeded, 'person', 'people')}`}
      {anyOf.length > 0 && <p className="quiet">Certifications: {either.format(anyOf.map(({ title }) => title))}.</p>}
    </li>
  );
}
