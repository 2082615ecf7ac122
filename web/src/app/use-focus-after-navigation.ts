import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** After a navigation to another page the heading gets the focus, so that a screen reader reads it. */
export function useFocusAfterNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return;
        document.querySelector('h1')?.focus({ preventScroll: true });
      }),
    [router],
  );
}
