import type { ReactNode } from 'react';
import { Badge, type Tone } from '../../../design/badge.tsx';
import type { MetricDetailFragment, StepDetailFragment, StepGapFragment } from '../../../graphql/documents.ts';
import { counted } from '../../../text/numbers.ts';
import { PersonLink } from '../../../text/person-name.tsx';
import { effectOf, peopleOf } from './metric-words.ts';

type StepRowProps = {
  readonly step: StepDetailFragment;
  readonly gap: StepGapFragment | undefined;
  readonly metric: MetricDetailFragment;
};

/** A step: the people who count, in the order in which they pay, and who is missing. */
export function StepRow({ step, gap, metric }: StepRowProps): ReactNode {
  const { step: number, holders, peopleHave, credentials } = step;
  return (
    <li value={number}>
      <p>
        <strong>Step {number}</strong> {step.isGate && <Badge tone="quiet">Gate</Badge>}{' '}
        <Badge tone={toneOf(step, metric)}>{peopleOf(step)}</Badge> {effectOf(step, metric.max)}.
      </p>
      {holders.length > 0 && (
        <>
          <p className="quiet">Who counts, first to pay first:</p>
          <ol className="people">
            {holders.map((one) => (
              <li key={one.personRef}>
                <PersonLink {...one} />
              </li>
            ))}
            {peopleHave > holders.length && (
              <li className="others">and {counted(peopleHave - holders.length, 'other', 'others')}</li>
            )}
          </ol>
        </>
      )}
      {gap !== undefined && (
        <p>
          Missing: {counted(gap.peopleMissing, 'person', 'people')} with{' '}
          {gap.anyOf.length === 0 ? 'a certification that can no longer be earned' : titlesOf(gap.anyOf)}.
        </p>
      )}
      {gap === undefined && <p className="quiet">Certifications: {titlesOf(credentials)}.</p>}
    </li>
  );
}

/** Green is what pays or opens a step, and any step once the metric has all its points. */
function toneOf({ reached, points }: StepDetailFragment, metric: MetricDetailFragment): Tone {
  return metric.points >= metric.max || points > 0 || reached ? 'good' : 'warn';
}

const either = new Intl.ListFormat('en', { type: 'disjunction' });

function titlesOf(credentials: readonly { readonly title: string }[]): string {
  return either.format(credentials.map(({ title }) => title));
}
