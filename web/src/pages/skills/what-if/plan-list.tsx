import { type ReactNode, useId } from 'react';
import { Button } from '../../../design/button.tsx';
import { type Person, PersonLink, PersonName } from '../../../text/person-name.tsx';
import { type Gain, gainText, isReference, type Plan } from '../plan.ts';
import type { PlanNames } from './plan-names.ts';
import type { PlanChange } from './use-plan.ts';

type PlanListProps = {
  readonly plan: Plan;
  readonly names: PlanNames;
  readonly change: PlanChange;
  /** People whose leaving would cost most: a plan to begin with. */
  readonly keyPeople: readonly Person[];
};

/** The changes of the plan, each of which can be taken back. */
export function PlanList({ plan: { gain, leave }, names, change, keyPeople }: PlanListProps): ReactNode {
  return (
    <section aria-labelledby="plan">
      <h2 id="plan">Plan</h2>
      {gain.length + leave.length === 0 && <EmptyPlan keyPeople={keyPeople} onLeaver={change.addLeaver} />}
      <ul className="plan">
        {gain.map((one, index) => (
          <PlanItem key={gainText(one)} onRemove={() => change.removeGain(index)}>
            <Who gain={one} names={names} /> earns {names.credential(one.credential)}
          </PlanItem>
        ))}
        {leave.map((personRef) => (
          <PlanItem key={personRef} onRemove={() => change.removeLeaver(personRef)}>
            <PersonLink {...names.person(personRef)} /> leaves
          </PlanItem>
        ))}
      </ul>
      {gain.length + leave.length > 1 && (
        <div className="acts">
          <Button onClick={change.clear}>Clear the plan</Button>
        </div>
      )}
    </section>
  );
}

type EmptyPlanProps = { readonly keyPeople: readonly Person[]; readonly onLeaver: (personRef: string) => void };

function EmptyPlan({ keyPeople, onLeaver }: EmptyPlanProps): ReactNode {
  return (
    <>
      <p>
        The plan is empty. Add who earns a certification, or who leaves
        {keyPeople.length > 0 && '; or begin with a person whose leaving would cost most'}.
      </p>
      <div className="acts">
        {keyPeople.map((one) => (
          <Button key={one.personRef} onClick={() => onLeaver(one.personRef)}>
            <span>
              <PersonName {...one} /> leaves
            </span>
          </Button>
        ))}
      </div>
    </>
  );
}

function PlanItem({ children, onRemove }: { readonly children: ReactNode; readonly onRemove: () => void }): ReactNode {
  const id = useId();
  return (
    <li>
      <span id={`${id}-change`}>{children}</span>
      <Button id={id} tone="quiet" aria-labelledby={`${id} ${id}-change`} onClick={onRemove}>
        Remove
      </Button>
    </li>
  );
}

function Who({ gain: { who }, names }: { readonly gain: Gain; readonly names: PlanNames }): ReactNode {
  return isReference(who) ? <PersonLink {...names.person(who)} /> : <>New person {who.replace(/^new-/, '')}</>;
}
