import type { ReactNode } from 'react';
import { Button } from '../../../design/button.tsx';
import { CopyButton } from '../../../design/copy-button.tsx';
import { Facts } from '../../../design/facts.tsx';
import { Notice } from '../../../design/notice.tsx';
import type { Issued } from './credential-acts.ts';

type IssuedSecretProps = { readonly issued: Issued; readonly onHide: () => void };

/** A new secret. It is kept nowhere: not here, and not by the API. */
export function IssuedSecret({ issued, onHide }: IssuedSecretProps): ReactNode {
  return (
    <Notice tone="warn">
      <p>
        “{issued.label}” is issued. Enter it in the directory now: <strong>it is shown only this once.</strong>
      </p>
      <Facts
        facts={issued.facts.map(([name, value]) => [
          name,
          <span key={name} className="address">
            <code>{value}</code>
            <CopyButton text={value} label={`Copy ${name.toLowerCase()}`}>
              Copy
            </CopyButton>
          </span>,
        ])}
      />
      <Button onClick={onHide}>I have stored it</Button>
    </Notice>
  );
}
