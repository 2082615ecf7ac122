import type { ReactNode } from 'react';
import { ProblemText } from '../../app/problem.tsx';
import { signInAddress } from '../../app/session/session.ts';
import { Button, buttonClass } from '../../design/button.tsx';
import { Notice } from '../../design/notice.tsx';
import { SOURCES, type Source } from './link-words.ts';
import { useAssociate } from './use-associate.ts';

type AssociateProps = {
  readonly source: Source;
  readonly label?: string;
  readonly disabledBecause?: string | undefined;
};

/** The button that begins to link a profile, with what keeps it from doing so. */
export function Associate({ source, label, disabledBecause }: AssociateProps): ReactNode {
  const { associate, busy, problem, rejection } = useAssociate(source);
  const again = problem?.code === 'REAUTHENTICATION_REQUIRED';
  return (
    <>
      {rejection !== undefined && <Notice tone="bad">{rejection}</Notice>}
      {again && (
        <Notice tone="warn">
          <p>To link a profile, you have to have signed in within the last twelve hours.</p>
          <a className={buttonClass('main')} href={signInAddress(`/profile?associate=${source}`, true)}>
            Sign in again and go on
          </a>
        </Notice>
      )}
      {problem !== undefined && !again && <ProblemText problem={problem} />}
      <div className="acts">
        <Button tone="main" busy={busy} disabledBecause={disabledBecause} onClick={associate}>
          {label ?? SOURCES[source].associate}
        </Button>
      </div>
    </>
  );
}
