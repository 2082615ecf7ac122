import type { Problem } from '@skill-link/client/outcome';
import { useEffect, useState } from 'react';

/** The seconds until a request that was rejected may be sent again, counted down; 0 when it may be sent now. */
export function useWait(problem: Problem | undefined): number {
  const [counted, setCounted] = useState({ problem, left: secondsOf(problem) });
  const left = counted.problem === problem ? counted.left : secondsOf(problem);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setCounted({ problem, left: left - 1 }), 1_000);
    return () => clearTimeout(timer);
  }, [problem, left]);
  return left;
}

function secondsOf(problem: Problem | undefined): number {
  return problem?.retryAfterSeconds ?? 0;
}
