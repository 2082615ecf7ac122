import { match } from '@skill-link/client/match';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useMe } from '../../../app/me.ts';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Button } from '../../../design/button.tsx';
import { typedText } from '../../../design/typed-text.ts';
import {
  CreateExportFeedDocument,
  type ExportDataset,
  type ExportFormat,
  type ExportLayout,
} from '../../../graphql/documents.ts';
import { problemAtField } from '../../../graphql/problem-at-field.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { FeedFields } from './feed-fields.tsx';
import type { IssuedFeedKey } from './issued-key.tsx';

type FeedFormProps = { readonly onCreated: (issued: IssuedFeedKey) => void };

/** Creates a feed. What was typed stays where the feed was rejected. */
export function FeedForm({ onCreated }: FeedFormProps): ReactNode {
  const router = useRouter();
  const { organization } = useMe();
  const { run, busy, problem } = useMutation(CreateExportFeedDocument);
  const [rejected, setRejected] = useState<Rejected>();
  const [created, setCreated] = useState(0);
  const errorOf = (field: string) => problemAtField(problem, field);
  const isAtField = (errorOf('label') ?? errorOf('expiresAt')) !== undefined;

  const create = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setRejected(undefined);
    const data = await run({ input: { organizationId: organization.id, ...typedFeed(event.currentTarget) } });
    if (data === undefined) return;
    await match(data.createExportFeed, {
      CreateExportFeedSuccess: async ({ feed, key }) => {
        onCreated({ feed, key });
        setCreated(created + 1);
        await router.invalidate();
      },
      ExportUnavailableError: setRejected,
      TooManyExportFeedsError: setRejected,
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <form onSubmit={create} aria-label="New feed">
      <div className="filters">
        <FeedFields key={created} errorOf={errorOf} />
        <Button type="submit" busy={busy}>
          Create feed
        </Button>
      </div>
      <Rejection rejected={rejected} problem={isAtField ? undefined : problem} />
    </form>
  );
}

function typedFeed(form: HTMLFormElement) {
  const day = typedText(form, 'expiresOn');
  return {
    label: typedText(form, 'label'),
    dataset: typedText(form, 'dataset') as ExportDataset,
    format: typedText(form, 'format') as ExportFormat,
    layout: (typedText(form, 'layout') || 'STANDARD') as ExportLayout,
    includePersonalData: typedText(form, 'personal') !== '',
    expiresAt: day === '' ? null : `${day}T00:00:00Z`,
  };
}
