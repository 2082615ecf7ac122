import { type ReactNode, useState } from 'react';
import { useMe } from '../../../app/me.ts';
import { Choice, Field, Tick } from '../../../design/field.tsx';
import type { ExportDataset } from '../../../graphql/documents.ts';
import { DATASETS, FORMATS, LAYOUTS } from '../export-words.ts';
import { options } from '../options.tsx';
import { seesPeopleIn } from '../personal-data.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;

type FeedFieldsProps = { readonly errorOf: (field: string) => string | undefined };

/** What a new feed is asked to be. */
export function FeedFields({ errorOf }: FeedFieldsProps): ReactNode {
  const { roles } = useMe();
  const [dataset, setDataset] = useState<ExportDataset>('SKILLS_REPORT');
  const [personal, setPersonal] = useState(false);
  const mayHaveNames = seesPeopleIn(dataset, roles);
  const hasNames = mayHaveNames && personal;
  return (
    <>
      <Field label="Label" name="label" required maxLength={100} autoComplete="off" error={errorOf('label')} />
      <Choice
        label="Data"
        name="dataset"
        value={dataset}
        onChange={({ target }) => setDataset(target.value as ExportDataset)}
      >
        {options(DATASETS)}
      </Choice>
      <Choice label="Format" name="format" defaultValue="CSV">
        {options(FORMATS)}
      </Choice>
      {dataset === 'SKILLS_REPORT' && (
        <Choice label="Columns" name="layout">
          {options(LAYOUTS)}
        </Choice>
      )}
      <Field
        label={hasNames ? 'Key ends on (a year at most)' : 'Key ends on (optional)'}
        name="expiresOn"
        type="date"
        min={dayAfter(DAY)}
        max={hasNames ? dayAfter(YEAR) : undefined}
        error={errorOf('expiresAt')}
      />
      {mayHaveNames && (
        <Tick
          name="personal"
          label="With names, addresses and profile ids"
          checked={personal}
          onChange={({ target }) => setPersonal(target.checked)}
        />
      )}
    </>
  );
}

function dayAfter(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString().slice(0, 10);
}
