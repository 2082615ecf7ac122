import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { buttonClass } from '../../../design/button.tsx';
import type { PlanFragment, PlanStepFragment } from '../../../graphql/documents.ts';
import { counted } from '../../../text/numbers.ts';
import { PersonLink } from '../../../text/person-name.tsx';
import { gainOf } from '../plan.ts';
import { pointsOf } from '../standing.ts';
import type { DesignationDetail } from './designation-detail.ts';
import { obstacleSentence, pathSentence } from './path-words.ts';

type PathProps = {
  readonly plan: PlanFragment;
  readonly attained: boolean;
  readonly designation: DesignationDetail;
};

/** The fewest exams that attain the designation; where it is attained, those that fill its points. */
export function Path({ plan, attained, designation }: PathProps): ReactNode {
  const { steps, obstacles } = plan;
  return (
    <section aria-labelledby="path">
      <h2 id="path">Cheapest path</h2>
      <p>{pathSentence(plan, attained)}</p>
      {obstacles.length > 0 && (
        <ul>
          {obstacles.map((obstacle) => (
            <li key={`${obstacle.reason} ${obstacle.metric}`}>{obstacleSentence(obstacle, designation.metrics)}</li>
          ))}
        </ul>
      )}
      {steps.length > 0 && (
        <>
          <ol>
            {steps.map((step) => (
              <li key={gainOf(step)}>
                <Learner step={step} /> earns {step.credential.title} ({counted(step.exams, 'exam', 'exams')}):{' '}
                {step.pointsGained > 0 ? `+${pointsOf(step.pointsGained)}` : 'required by a later step'}
              </li>
            ))}
          </ol>
          <p className="acts">
            <Link className={buttonClass('main')} to="/skills/what-if" search={{ gain: steps.map(gainOf) }}>
              Try it in What if
            </Link>
          </p>
        </>
      )}
    </section>
  );
}

function Learner({ step: { personRef, person, newPerson } }: { readonly step: PlanStepFragment }): ReactNode {
  return personRef === null ? <>A new person ({newPerson})</> : <PersonLink personRef={personRef} person={person} />;
}
