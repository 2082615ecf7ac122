import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Copyable } from './copyable.tsx';
import { Facts } from './facts.tsx';
import { Notice } from './notice.tsx';

type IssuedSecretProps = {
  /** The secret, and what belongs to it, under the names by which the other program asks for them. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What it is, and where it is entered now. */
  readonly children: ReactNode;
  /** What is done with it next. */
  readonly more?: ReactNode;
  readonly onHide: () => void;
};

/** A new secret. It is kept nowhere: not here, and not by the API. */
export function IssuedSecret({ facts, children, more, onHide }: IssuedSecretProps): ReactNode {
  return (
    <Notice tone="warn">
      <p>
        {children} <strong>It is shown only this once.</strong>
      </p>
      <Facts
        facts={facts.map(([name, value]) => [
          name,
          <Copyable key={name} text={value} label={`Copy ${name.toLowerCase()}`} />,
        ])}
      />
      {more}
      <Button onClick={onHide}>I have stored it</Button>
    </Notice>
  );
}
