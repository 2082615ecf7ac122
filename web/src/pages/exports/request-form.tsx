import { match } from '@skill-link/client/match';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useMe } from '../../app/me.ts';
import { ProblemText } from '../../app/problem.tsx';
import type { Tone } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Choice, Tick } from '../../design/field.tsx';
import { Notice } from '../../design/notice.tsx';
import { typedText } from '../../design/typed-text.ts';
import {
  type ExportDataset,
  type ExportFormat,
  type ExportLayout,
  RequestExportDocument,
} from '../../graphql/documents.ts';
import { useMutation } from '../../graphql/use-mutation.ts';
import { month as monthName } from '../../text/dates.ts';
import { DATASETS, FORMATS, LAYOUTS } from './export-words.ts';
import { options } from './options.tsx';
import { seesPeopleIn } from './personal-data.ts';

type RequestFormProps = {
  /** The months with a Skills Report, newest first; undefined where they are not available. */
  readonly months: readonly string[] | undefined;
  /** The month to propose. */
  readonly month: string | undefined;
};

/** Requests a file. */
export function RequestForm({ months, month }: RequestFormProps): ReactNode {
  const router = useRouter();
  const { organization, roles } = useMe();
  const { run, busy, problem } = useMutation(RequestExportDocument);
  const [dataset, setDataset] = useState<ExportDataset>('SKILLS_REPORT');
  const [said, setSaid] = useState<readonly [tone: Tone, text: string]>();
  const isReport = dataset === 'SKILLS_REPORT';
  const withoutReport = months?.length === 0 ? 'No Skills Report is published yet.' : undefined;

  const start = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    setSaid(undefined);
    const data = await run({
      input: {
        organizationId: organization.id,
        dataset,
        format: typedText(form, 'format') as ExportFormat,
        layout: isReport ? (typedText(form, 'layout') as ExportLayout) : 'STANDARD',
        month: isReport ? typedText(form, 'month') || null : null,
        includePersonalData: typedText(form, 'personal') !== '',
      },
    });
    if (data === undefined) return;
    await match(data.requestExport, {
      RequestExportSuccess: async ({ export: { state } }) => {
        await router.invalidate();
        setSaid(['good', state === 'READY' ? 'This file is there already: see below.' : 'The export was requested.']);
      },
      ExportUnavailableError: ({ message }) => setSaid(['bad', message]),
      unknown: ({ message }) => setSaid(['bad', message ?? 'This export was rejected. Load the page again.']),
    });
  };
  return (
    <form onSubmit={start} aria-label="New export">
      <div className="filters">
        <Choice label="Data" value={dataset} onChange={({ target }) => setDataset(target.value as ExportDataset)}>
          {options(DATASETS)}
        </Choice>
        {isReport && months?.[0] !== undefined && (
          <Choice label="Month" name="month" defaultValue={months.find((one) => one === month)}>
            {months.map((one) => (
              <option key={one} value={one}>
                {monthName(one)}
              </option>
            ))}
          </Choice>
        )}
        <Choice label="Format" name="format">
          {options(FORMATS)}
        </Choice>
        {isReport && (
          <Choice label="Columns" name="layout">
            {options(LAYOUTS)}
          </Choice>
        )}
        {seesPeopleIn(dataset, roles) && <Tick name="personal" label="With names, addresses and profile ids" />}
        <Button type="submit" tone="main" busy={busy} disabledBecause={isReport ? withoutReport : undefined}>
          Start export
        </Button>
      </div>
      {problem !== undefined && <ProblemText problem={problem} />}
      {said !== undefined && <Notice tone={said[0]}>{said[1]}</Notice>}
    </form>
  );
}
