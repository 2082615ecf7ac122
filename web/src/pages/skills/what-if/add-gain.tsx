import { type ReactNode, type SubmitEvent, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import type { Option } from '../../../design/picker/option.ts';
import { Picker } from '../../../design/picker/picker.tsx';
import type { WhatIfQuery } from '../../../graphql/documents.ts';
import type { Person } from '../../../text/person-name.tsx';
import { type Gain, isReference, nextNewPerson, type Plan } from '../plan.ts';
import { PersonPicker } from './person-picker.tsx';

type AddGainProps = {
  readonly plan: Plan;
  readonly credentials: WhatIfQuery['credentials'];
  readonly onAdd: (gain: Gain) => void;
  readonly onPerson: (person: Person) => void;
};

/** Adds a certification that a person would earn. */
export function AddGain({ plan, credentials, onAdd, onPerson }: AddGainProps): ReactNode {
  const [who, setWho] = useState<Option | null>(null);
  const [credential, setCredential] = useState<Option | null>(null);
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    if (credential === null) return;
    onAdd({ credential: credential.value, who: who?.value ?? nextNewPerson(plan) });
    setCredential(null);
  };
  return (
    <form className="panel" onSubmit={add} aria-labelledby="earns">
      <h2 id="earns">A person earns a certification</h2>
      <PersonPicker
        label="Person"
        hint="Leave it empty for a new person."
        first={newPeople(plan)}
        value={who}
        onPick={setWho}
        onPerson={onPerson}
      />
      <Picker
        label="Certification"
        hint="A part of its title or exam, such as AZ-104."
        options={optionsOf(credentials)}
        value={credential}
        onPick={setCredential}
      />
      <div className="acts">
        <Button type="submit" disabledBecause={credential === null ? 'Choose a certification first.' : undefined}>
          Add to the plan
        </Button>
      </div>
    </form>
  );
}

/** The new people that the plan has already. */
function newPeople({ gain }: Plan): Option[] {
  const names = [...new Set(gain.map(({ who }) => who))].filter((who) => !isReference(who));
  return names.map((value) => ({ value, label: `New person ${value.replace(/^new-/, '')}` }));
}

/** What can still be earned and counts toward a designation. */
function optionsOf(credentials: WhatIfQuery['credentials']): Option[] {
  const now = new Date().toISOString();
  return credentials
    .filter(({ kind, earnableUntil }) => kind !== 'APPLIED_SKILL' && (earnableUntil === null || earnableUntil > now))
    .map(({ code, title, examCodes }) => ({ value: code, label: title, hint: examCodes.join(', ') }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
}
