import { lazyRouteComponent, useRouter } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Notice } from '../../../design/notice.tsx';
import { type Acts, ActsContext, type AskedAct } from './acts-context.ts';

const ActDialogs = lazyRouteComponent(() => import('./act-dialogs.tsx'), 'ActDialogs');

/** The roster and the credits follow an act within seconds: when the page looks again, in milliseconds. */
const LOOKS = [1_000, 4_000];

/** The dialogs of the acts on a page with people, and the place where the page says what was done. */
export function PeopleActs({ children }: { readonly children: ReactNode }): ReactNode {
  const router = useRouter();
  const [asked, setAsked] = useState<AskedAct>();
  const [everAsked, setEverAsked] = useState(false);
  const [message, setMessage] = useState<ReactNode>();
  const [actsDone, setActsDone] = useState(0);
  const said = useRef<HTMLDivElement>(null);

  const acts = useMemo<Acts>(
    () => ({
      ask(act) {
        setAsked(act);
        setEverAsked(true);
      },
      async done(what) {
        setAsked(undefined);
        setMessage(what);
        setActsDone((before) => before + 1);
        await router.invalidate();
        // The row of the act may be gone, and the focus with it.
        if (document.activeElement === document.body) said.current?.focus();
      },
    }),
    [router],
  );
  useEffect(() => {
    if (actsDone === 0) return;
    const timers = LOOKS.map((milliseconds) => setTimeout(() => router.invalidate(), milliseconds));
    return () => timers.forEach(clearTimeout);
  }, [actsDone, router]);
  return (
    <ActsContext value={acts}>
      {children}
      <div ref={said} className="said" aria-live="polite" tabIndex={-1}>
        {message !== undefined && (
          <Notice tone="good">
            {message}
            <Button tone="quiet" onClick={() => setMessage(undefined)}>
              Close
            </Button>
          </Notice>
        )}
      </div>
      {everAsked && (
        <Suspense>
          <ActDialogs asked={asked} onClose={() => setAsked(undefined)} />
        </Suspense>
      )}
    </ActsContext>
  );
}
