import type { TrustedDocument } from '@skill-link/client/document';
import type { Problem } from '@skill-link/client/outcome';
import { useState } from 'react';
import { send } from './ask.ts';
import { sessionIsOver } from './session-over.ts';

/** A mutation of a page: `run` returns the data, or undefined when `problem` says why there are none. */
export type Mutation<Data, Variables> = {
  readonly run: (variables: Variables) => Promise<Data | undefined>;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
};

/** Sends a mutation when the user acts. A second act while it runs changes nothing. */
export function useMutation<Data, Variables>(document: TrustedDocument<Data, Variables>): Mutation<Data, Variables> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const run = async (variables: Variables): Promise<Data | undefined> => {
    if (busy) return undefined;
    setBusy(true);
    setProblem(undefined);
    const outcome = await send(document, variables);
    setBusy(false);
    const first = outcome.ok ? outcome.problems[0] : outcome;
    if (first?.code === 'UNAUTHENTICATED') sessionIsOver();
    else setProblem(first);
    return outcome.ok && first === undefined ? outcome.data : undefined;
  };
  return { run, busy, problem };
}
