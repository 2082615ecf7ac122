import { type ReactNode, type SubmitEvent, useState } from 'react';
import { type Rejected, Rejection } from '../../../app/rejection.tsx';
import { Button } from '../../../design/button.tsx';
import { Field } from '../../../design/field.tsx';
import { typedText } from '../../../design/typed-text.ts';
import { problemAtField } from '../../../graphql/problem-at-field.ts';
import type { CredentialActs, Issued } from './use-credential-acts.ts';

type IssueFormProps = {
  readonly noun: string;
  /** As many are valid as may be. */
  readonly full: boolean;
  readonly acts: CredentialActs;
  readonly onIssued: (issued: Issued) => Promise<void>;
};

/** Issues a credential. */
export function IssueForm({ noun, full, acts, onIssued }: IssueFormProps): ReactNode {
  const [rejected, setRejected] = useState<Rejected>();
  const { busy, problem } = acts.issuing;
  const errorOf = (field: string) => problemAtField(problem, field);
  const atField = errorOf('label') ?? errorOf('expiresAt');

  const issue = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const day = typedText(form, 'expiresOn');
    setRejected(undefined);
    const outcome = await acts.issue({
      label: typedText(form, 'label'),
      expiresAt: day === '' ? null : `${day}T00:00:00Z`,
    });
    if (outcome === undefined) return;
    if ('message' in outcome) return setRejected(outcome);
    form.reset();
    await onIssued(outcome);
  };
  return (
    <form className="filters" onSubmit={issue}>
      {!full && <Fields errorOf={errorOf} />}
      <Button type="submit" busy={busy} disabledBecause={full ? 'Two are valid already. Revoke one first.' : undefined}>
        Issue {noun}
      </Button>
      <Rejection rejected={rejected} problem={atField === undefined ? problem : undefined} />
    </form>
  );
}

type FieldsProps = { readonly errorOf: (field: string) => string | undefined };

function Fields({ errorOf }: FieldsProps): ReactNode {
  return (
    <>
      <Field label="Label" name="label" required maxLength={100} autoComplete="off" error={errorOf('label')} />
      <Field label="Expires on (optional)" name="expiresOn" type="date" min={tomorrow()} error={errorOf('expiresAt')} />
    </>
  );
}

function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}
