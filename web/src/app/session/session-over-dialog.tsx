import type { ReactNode } from 'react';
import { Button, buttonClass } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { sessionIsOver, useSessionOver } from '../../graphql/session-over.ts';
import { hereAddress, signInAddress } from './session.ts';

/** Appears over a page whose session has ended: the page and what was typed stay. */
export function SessionOverDialog(): ReactNode {
  const over = useSessionOver();
  const back = over ? hereAddress() : '/';
  return (
    <Dialog open={over} title="Your session is over" onClose={() => sessionIsOver(false)}>
      <p>Sign in again to go on. Nothing was changed.</p>
      <div className="acts">
        <a className={buttonClass('main')} href={signInAddress(back)}>
          Sign in and come back here
        </a>
        <a className={buttonClass('plain')} href={signInAddress('/profile')} target="_blank" rel="noreferrer">
          Sign in in a new tab
        </a>
        <Button onClick={() => sessionIsOver(false)}>Stay on this page</Button>
      </div>
    </Dialog>
  );
}
