import { useEffect, useState } from 'react';

/** The seconds until an instant, every second anew; negative afterwards. */
export function useSecondsUntil(instant: string): number {
  const left = () => (new Date(instant).getTime() - Date.now()) / 1_000;
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((new Date(instant).getTime() - Date.now()) / 1_000), 1_000);
    return () => clearInterval(timer);
  }, [instant]);
  return seconds;
}
