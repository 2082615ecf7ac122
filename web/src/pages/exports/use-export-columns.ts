import type { Problem } from '@skill-link/client/outcome';
import { useEffect, useState } from 'react';
import { ask, part } from '../../graphql/ask.ts';
import { ExportColumnsDocument, type ExportColumnsQuery } from '../../graphql/documents.ts';
import { PageProblem } from '../../graphql/page-problem.ts';
import { sessionIsOver } from '../../graphql/session-over.ts';

type Found = {
  /** Undefined while they are asked for, and where `problem` says why there are none. */
  readonly columns?: NonNullable<ExportColumnsQuery['export']>['columns'];
  readonly problem?: Problem;
};

/** Asks for the columns of an export. */
export function useExportColumns(id: string): Found {
  const [found, setFound] = useState<Found>({});
  useEffect(() => {
    const controller = new AbortController();
    ask(ExportColumnsDocument, { id }, controller.signal)
      .then((answer) => setFound({ columns: part(answer, (data) => data.export).columns }))
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        if (!(error instanceof PageProblem)) throw error;
        if (error.isSignedOut) sessionIsOver();
        setFound({ problem: error.problem });
      });
    return () => controller.abort();
  }, [id]);
  return found;
}
