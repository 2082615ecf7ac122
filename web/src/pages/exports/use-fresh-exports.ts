import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ExportRowFragment, FeedRowFragment } from '../../graphql/documents.ts';
import { nextLook } from './next-look.ts';

/** Asks again while a file is being made, and before the links to the files that are ready stop working. */
export function useFreshExports(exports: readonly ExportRowFragment[], feeds: readonly FeedRowFragment[] | null): void {
  const router = useRouter();
  useEffect(() => {
    const wait = nextLook(exports, feeds ?? [], new Date());
    if (wait === undefined) return;
    const timer = setTimeout(() => {
      // A tab in the background asks when it is shown again.
      if (document.visibilityState === 'visible')
        void router.invalidate({ filter: ({ routeId }) => routeId === '/signed-in/skills/exports' });
    }, wait);
    return () => clearTimeout(timer);
  }, [exports, feeds, router]);
}
