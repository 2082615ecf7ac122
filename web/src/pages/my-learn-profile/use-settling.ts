import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Credits follow a link within seconds: when to look again, in milliseconds after the page shows. */
const LOOKS = [1_500, 4_000, 10_000, 25_000];
const RECENT_MILLISECONDS = 60_000;

/** Asks again a few times after a link has started or ended, until its credits have followed. */
export function useSettling(changes: readonly (string | null | undefined)[]): void {
  const router = useRouter();
  const latest = Math.max(...changes.map((instant) => (instant ? new Date(instant).getTime() : 0)));
  useEffect(() => {
    if (Math.abs(Date.now() - latest) > RECENT_MILLISECONDS) return;
    const timers = LOOKS.map((milliseconds) => setTimeout(() => router.invalidate(), milliseconds));
    return () => timers.forEach(clearTimeout);
  }, [latest, router]);
}
