import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useId, useState } from 'react';
import { IssuedSecret } from '../../../design/issued-secret.tsx';
import type { DirectoryTokenFragment } from '../../../graphql/documents.ts';
import { CredentialTable } from './credential-table.tsx';
import { IssueForm } from './issue-form.tsx';
import type { CredentialActs, Issued } from './use-credential-acts.ts';

type CredentialsProps = {
  readonly title: string;
  readonly about: string;
  /** token or client */
  readonly noun: string;
  readonly credentials: readonly DirectoryTokenFragment[];
  readonly acts: CredentialActs;
};

/** The credentials of one kind: those that are valid, a new one, and its secret once. */
export function Credentials({ title, about, noun, credentials, acts }: CredentialsProps): ReactNode {
  const headingId = useId();
  const router = useRouter();
  const [issued, setIssued] = useState<Issued>();
  const show = async (secret: Issued): Promise<void> => {
    setIssued(secret);
    await router.invalidate();
  };
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>{title}</h2>
      <p>{about} Two may be valid at a time, so that one can replace the other.</p>
      <div aria-live="polite">
        {issued !== undefined && (
          <IssuedSecret facts={issued.facts} onHide={() => setIssued(undefined)}>
            “{issued.label}” is issued. Enter it in the directory now.
          </IssuedSecret>
        )}
      </div>
      <CredentialTable title={title} noun={noun} credentials={credentials} acts={acts} />
      <IssueForm noun={noun} full={credentials.length >= 2} acts={acts} onIssued={show} />
    </section>
  );
}
