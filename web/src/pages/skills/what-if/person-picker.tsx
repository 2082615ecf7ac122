import { type ReactNode, useState } from 'react';
import type { Option } from '../../../design/picker/option.ts';
import { Picker } from '../../../design/picker/picker.tsx';
import type { Person } from '../../../text/person-name.tsx';
import { useFoundPeople } from './use-found-people.ts';

type PersonPickerProps = {
  readonly label: string;
  readonly hint?: string;
  /** Choices before the people of the organization. */
  readonly first?: readonly Option[];
  readonly value: Option | null;
  readonly onPick: (option: Option | null) => void;
  /** The person behind a choice, whose name the plan will show. */
  readonly onPerson: (person: Person) => void;
};

/** Picks a person with credits, by a part of the name or of a certification. */
export function PersonPicker({ label, hint, first = [], value, onPick, onPerson }: PersonPickerProps): ReactNode {
  const [search, setSearch] = useState<string>();
  const { people, state } = useFoundPeople(search);
  const pick = (option: Option | null): void => {
    const found = people.find(({ personRef }) => personRef === option?.value);
    if (found !== undefined) onPerson(found);
    onPick(option);
  };
  return (
    <Picker
      label={label}
      hint={hint}
      options={[...first, ...people.map(optionOf)]}
      value={value}
      onPick={pick}
      onSearch={setSearch}
      state={state}
    />
  );
}

function optionOf({ personRef, person, holds }: Person & { readonly holds: readonly string[] }): Option {
  const more = holds.length > 2 ? ` and ${holds.length - 2} more` : '';
  const hint = `${holds.slice(0, 2).join(', ')}${more}`;
  return { value: personRef, label: person?.displayName ?? `Person ${personRef.slice(0, 8)}`, hint };
}
