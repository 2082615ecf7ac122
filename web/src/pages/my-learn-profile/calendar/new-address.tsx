import type { ReactNode } from 'react';
import { CopyButton } from '../../../design/copy-button.tsx';
import { Facts } from '../../../design/facts.tsx';
import { Notice } from '../../../design/notice.tsx';

/** Where the address belongs, in the words of each application. */
const APPLICATIONS = [
  ['Outlook', 'Add calendar, then Subscribe from web'],
  ['Google Calendar', 'Other calendars, then From URL'],
  ['Apple Calendar', 'File, then New Calendar Subscription'],
] as const;

/** A new address, shown this once, and what to do with it. */
export function NewAddress({ address }: { readonly address: string }): ReactNode {
  return (
    <Notice tone="good">
      <p>
        Copy this address now: it is not shown again. It opens the calendar without a sign-in, so keep it to yourself.
      </p>
      <p>
        <code>{address}</code>
      </p>
      <div className="acts">
        <CopyButton text={address}>Copy address</CopyButton>
      </div>
      <p>Paste it in your calendar application:</p>
      <Facts facts={APPLICATIONS} />
    </Notice>
  );
}
