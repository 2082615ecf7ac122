import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';

/** A wait shorter than this shows nothing. */
const QUIET_MILLISECONDS = 300;

/** Says that the next page is on its way, while the old one stays. */
export function Loading(): ReactNode {
  const waiting = useRouterState({ select: ({ isLoading }) => isLoading });
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!waiting) return setShown(false);
    const timer = setTimeout(() => setShown(true), QUIET_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return (
    <p className="loading" role="status" aria-busy={shown}>
      {shown && 'Loading…'}
    </p>
  );
}
