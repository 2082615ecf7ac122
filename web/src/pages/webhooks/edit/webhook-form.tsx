import type { Problem } from '@skill-link/client/outcome';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { type Rejected, Rejection } from '../../../app/rejection.tsx';
import { Button } from '../../../design/button.tsx';
import { Field } from '../../../design/field.tsx';
import { typedText } from '../../../design/typed-text.ts';
import type { EventType, EventTypeNameFragment } from '../../../graphql/documents.ts';
import { withoutField } from '../../../graphql/problem-at-field.ts';
import { EventTicks, tickedTypes } from './event-ticks.tsx';

/** What a webhook is asked to be; no type: all of them. */
export type TypedWebhook = { readonly label: string; readonly url: string; readonly types: readonly EventType[] };

/** A rejected form; `field` is where it shows, if there is such a field. */
export type RejectedForm = Rejected & { readonly field?: string };

type WebhookFormProps = {
  readonly before: TypedWebhook | undefined;
  readonly types: readonly EventTypeNameFragment[];
  /** What sending the form does, by its name. */
  readonly act: string;
  readonly busy: boolean;
  readonly rejected: RejectedForm | undefined;
  readonly problem: Problem | undefined;
  readonly onSend: (typed: TypedWebhook) => Promise<void>;
  /** The way out of the form. */
  readonly children: ReactNode;
};

const FIELDS = ['label', 'url', 'types'];

/** Label, address and events of a webhook. */
export function WebhookForm(props: WebhookFormProps): ReactNode {
  const { before, types, act, busy, rejected, problem, onSend, children } = props;
  const [nothingTicked, setNothingTicked] = useState(false);
  const errorOf = (field: string) => (rejected?.field === field ? withoutField(rejected.message, field) : undefined);

  const send = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const ticked = tickedTypes(form);
    setNothingTicked(ticked === 'none');
    if (ticked === 'none') return;
    await onSend({ label: typedText(form, 'label'), url: typedText(form, 'url').trim(), types: ticked });
  };
  return (
    <form onSubmit={send}>
      <Field
        label="Label"
        name="label"
        required
        maxLength={100}
        autoComplete="off"
        defaultValue={before?.label}
        hint="What it is for, such as the name of the program that receives the events."
        error={errorOf('label')}
      />
      <Field
        label="Address"
        name="url"
        type="url"
        required
        maxLength={2_000}
        autoComplete="off"
        defaultValue={before?.url}
        hint="An https address that the internet reaches, without user name and password."
        error={errorOf('url')}
      />
      <EventTicks
        types={types}
        ticked={before?.types ?? []}
        error={nothingTicked ? 'Tick at least one type.' : errorOf('types')}
      />
      <Rejection rejected={FIELDS.includes(rejected?.field ?? '') ? undefined : rejected} problem={problem} />
      <div className="acts">
        <Button type="submit" tone="main" busy={busy}>
          {act}
        </Button>
        {children}
      </div>
    </form>
  );
}
