import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Asks again when the user comes back to the tab: another tab may have changed what the page shows. */
export function useFreshWhenShown(): void {
  const router = useRouter();
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') void router.invalidate();
    };
    document.addEventListener('visibilitychange', refresh);
    return () => document.removeEventListener('visibilitychange', refresh);
  }, [router]);
}
