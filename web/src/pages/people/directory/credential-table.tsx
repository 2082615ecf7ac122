import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type Rejected, Rejection } from '../../../app/rejection.tsx';
import { Button } from '../../../design/button.tsx';
import { ConfirmDialog } from '../../../design/confirm-dialog.tsx';
import { Wide } from '../../../design/wide.tsx';
import type { DirectoryTokenFragment } from '../../../graphql/documents.ts';
import { day, fromNow, instant } from '../../../text/dates.ts';
import type { CredentialActs } from './use-credential-acts.ts';

type CredentialTableProps = {
  readonly title: string;
  readonly noun: string;
  readonly credentials: readonly DirectoryTokenFragment[];
  readonly acts: CredentialActs;
};

/** The valid credentials of a kind; each can be revoked. */
export function CredentialTable({ title, noun, credentials, acts }: CredentialTableProps): ReactNode {
  const [revoking, setRevoking] = useState<DirectoryTokenFragment>();
  const [rejected, setRejected] = useState<Rejected>();
  const router = useRouter();

  const revoke = async (): Promise<void> => {
    if (revoking === undefined) return;
    setRejected(undefined);
    const outcome = await acts.revoke(revoking.id);
    if (outcome === undefined) return;
    if (outcome !== 'revoked') return setRejected(outcome);
    setRevoking(undefined);
    await router.invalidate();
  };
  if (credentials.length === 0) return <p>No {noun} is valid. Issue one, and enter it in the directory.</p>;
  return (
    <Wide label={title}>
      <table className="stacked">
        <thead>
          <tr>
            <th scope="col">Label</th>
            <th scope="col">Issued</th>
            <th scope="col">Last used</th>
            <th scope="col">Expires</th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {credentials.map((credential) => (
            <CredentialRow key={credential.id} credential={credential} onRevoke={() => setRevoking(credential)} />
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        open={revoking !== undefined}
        title={`Revoke “${revoking?.label}”?`}
        act={`Revoke ${noun}`}
        busy={acts.revoking.busy}
        onConfirm={revoke}
        onCancel={() => setRevoking(undefined)}
      >
        <p>The directory cannot sign in with it any more. Accounts that it has written stay.</p>
        <Rejection rejected={rejected} problem={acts.revoking.problem} />
      </ConfirmDialog>
    </Wide>
  );
}

type CredentialRowProps = { readonly credential: DirectoryTokenFragment; readonly onRevoke: () => void };

function CredentialRow({ credential, onRevoke }: CredentialRowProps): ReactNode {
  const { label, createdAt, lastUsedAt, expiresAt } = credential;
  return (
    <tr>
      <th scope="row">{label}</th>
      <td data-label="Issued">{day(createdAt)}</td>
      <td data-label="Last used">{lastUsedAt === null ? 'never' : instant(lastUsedAt)}</td>
      <td data-label="Expires">
        {expiresAt === null ? 'never' : `${day(expiresAt)} (${fromNow(expiresAt, new Date())})`}
      </td>
      <td>
        <Button tone="danger" aria-label={`Revoke… ${label}`} onClick={onRevoke}>
          Revoke…
        </Button>
      </td>
    </tr>
  );
}
