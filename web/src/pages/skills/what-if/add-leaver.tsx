import { type ReactNode, type SubmitEvent, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import type { Option } from '../../../design/picker/option.ts';
import type { Person } from '../../../text/person-name.tsx';
import { PersonPicker } from './person-picker.tsx';

type AddLeaverProps = {
  readonly onAdd: (personRef: string) => void;
  readonly onPerson: (person: Person) => void;
};

/** Adds a person who would leave. */
export function AddLeaver({ onAdd, onPerson }: AddLeaverProps): ReactNode {
  const [who, setWho] = useState<Option | null>(null);
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    if (who === null) return;
    onAdd(who.value);
    setWho(null);
  };
  return (
    <form className="panel" onSubmit={add} aria-labelledby="leaves">
      <h2 id="leaves">A person leaves</h2>
      <PersonPicker label="Person" value={who} onPick={setWho} onPerson={onPerson} />
      <div className="acts">
        <Button type="submit" disabledBecause={who === null ? 'Choose a person first.' : undefined}>
          Add to the plan
        </Button>
      </div>
    </form>
  );
}
