import { match } from '@skill-link/client/match';
import type { Problem } from '@skill-link/client/outcome';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { BeginLinkDocument } from '../../graphql/documents.ts';
import { useMutation } from '../../graphql/use-mutation.ts';
import type { Source } from './link-words.ts';

type Associate = {
  readonly associate: () => Promise<void>;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  /** The sentence of the API why no association may start. */
  readonly rejection: string | undefined;
};

/** Begins to link a profile: the browser goes on to the sign-in of the learning source. */
export function useAssociate(source: Source): Associate {
  const { run, busy, problem } = useMutation(BeginLinkDocument);
  const [rejection, setRejection] = useState<string>();
  const router = useRouter();

  const associate = async (): Promise<void> => {
    setRejection(undefined);
    const returnTo = `${window.location.origin}/associate/done?source=${source}`;
    const data = await run({ input: { source, returnTo } });
    if (data === undefined) return;
    const reject = ({ message }: { readonly message?: string }): Promise<void> => {
      setRejection(message ?? 'This is not possible at the moment.');
      // The slot may be older than the reason.
      return router.invalidate();
    };
    await match(data.beginAssociation, {
      BeginAssociationSuccess: ({ signInUrl }) => window.location.assign(signInUrl),
      AnotherProfileLinkedError: reject,
      AssociationCoolOffError: reject,
      AssociationLimitError: reject,
      ReturnAddressError: reject,
      unknown: reject,
    });
  };
  return { associate, busy, problem, rejection };
}
