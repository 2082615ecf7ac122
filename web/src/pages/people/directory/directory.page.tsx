import '../people.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MissingParts } from '../../../app/problem.tsx';
import { Copyable } from '../../../design/copyable.tsx';
import { Facts } from '../../../design/facts.tsx';
import { Heading } from '../../../design/heading.tsx';
import { Credentials } from './credentials.tsx';
import { DirectoryGroups } from './directory-groups.tsx';
import { SCIM_CLIENTS } from './scim-clients.ts';
import { SCIM_TOKENS } from './scim-tokens.ts';
import { useCredentialActs } from './use-credential-acts.ts';

const route = getRouteApi('/signed-in/people/directory');

/** How the directory reaches the product, and which roles its groups give. */
export function DirectoryPage(): ReactNode {
  const { clients, tokens, groups, problems } = route.useLoaderData();
  const base = `${window.location.origin}/scim/v2`;
  return (
    <>
      <p>
        <Link to="/people">All people</Link>
      </p>
      <Heading>Directory</Heading>
      <MissingParts problems={problems} />
      <p>
        Your directory, such as Entra ID or Okta, creates, changes and ends accounts here by SCIM 2.0. Enter these
        addresses there, and an OAuth client or a token from below.
      </p>
      <Facts
        facts={[
          ['SCIM address', <Copyable key="base" text={base} label="Copy SCIM address" />],
          ['Token endpoint', <Copyable key="token" text={`${base}/token`} label="Copy token endpoint" />],
        ]}
      />
      <Credentials
        title="OAuth clients"
        about="For directories that fetch access tokens, such as the gallery application of Entra ID."
        noun="client"
        credentials={clients}
        acts={useCredentialActs(SCIM_CLIENTS)}
      />
      <Credentials
        title="Tokens"
        about="For directories that send a fixed token."
        noun="token"
        credentials={tokens}
        acts={useCredentialActs(SCIM_TOKENS)}
      />
      {groups !== null && <DirectoryGroups groups={groups} />}
    </>
  );
}
