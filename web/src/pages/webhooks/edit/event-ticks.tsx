import { type ReactNode, useId, useState } from 'react';
import { Choice, Tick } from '../../../design/field.tsx';
import type { EventType, EventTypeNameFragment } from '../../../graphql/documents.ts';

type EventTicksProps = {
  readonly types: readonly EventTypeNameFragment[];
  /** None: all. */
  readonly ticked: readonly EventType[];
  readonly error: string | undefined;
};

/** Which events a webhook gets: all, or the ticked types. Read it with `tickedTypes`. */
export function EventTicks({ types, ticked, error }: EventTicksProps): ReactNode {
  const [which, setWhich] = useState(ticked.length === 0 ? 'all' : 'some');
  return (
    <>
      <Choice label="Events" name="which" value={which} onChange={({ target }) => setWhich(target.value)} error={error}>
        <option value="all">All, also types that come later</option>
        <option value="some">Some types</option>
      </Choice>
      {which === 'some' && (
        <fieldset className="ticks">
          <legend>Types</legend>
          {types
            .filter(({ type }) => type !== 'WEBHOOK_TEST') // a test is sent whatever the types are
            .map((one) => (
              <TypeTick key={one.type} type={one} ticked={ticked.includes(one.type)} />
            ))}
        </fieldset>
      )}
    </>
  );
}

/** The types that are ticked in a form: empty where all are wanted, `none` where some are and none is ticked. */
export function tickedTypes(form: HTMLFormElement): EventType[] | 'none' {
  const data = new FormData(form);
  if (data.get('which') === 'all') return [];
  const ticked = data.getAll('type') as EventType[];
  return ticked.length === 0 ? 'none' : ticked;
}

type TypeTickProps = { readonly type: EventTypeNameFragment; readonly ticked: boolean };

function TypeTick({ type: { type, name, description }, ticked }: TypeTickProps): ReactNode {
  const hintId = useId();
  return (
    <div>
      <Tick label={name} name="type" value={type} defaultChecked={ticked} aria-describedby={hintId} />
      <span id={hintId} className="quiet">
        {description}
      </span>
    </div>
  );
}
