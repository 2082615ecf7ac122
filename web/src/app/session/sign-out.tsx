import type { Problem } from '@skill-link/client/outcome';
import { type ReactNode, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ProblemText } from '../problem.tsx';
import { useWait } from '../use-wait.ts';
import { signOut } from './session.ts';

/** Signs the user out, and says so when that did not succeed. */
export function SignOut(): ReactNode {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const wait = useWait(problem);

  const act = async (): Promise<void> => {
    setBusy(true);
    const found = await signOut();
    setProblem(found);
    // After a success the page is about to be left.
    if (found !== undefined) setBusy(false);
  };
  return (
    <>
      <Button tone="quiet" busy={busy} onClick={act}>
        Sign out
      </Button>
      <Dialog open={problem !== undefined} title="You may still be signed in" onClose={() => setProblem(undefined)}>
        <p>The sign-out failed. On a shared computer, try again before you leave.</p>
        {problem !== undefined && <ProblemText problem={problem} />}
        <div className="acts">
          <Button tone="main" busy={busy} disabledBecause={wait > 0 ? `Again in ${wait} s` : undefined} onClick={act}>
            Try again
          </Button>
          <Button onClick={() => setProblem(undefined)}>Stay on this page</Button>
        </div>
      </Dialog>
    </>
  );
}
