import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MissingParts } from '../../app/problem.tsx';
import { Heading } from '../../design/heading.tsx';

const route = getRouteApi('/signed-in/profile');

/** My Learn profile. */
export function MyLearnProfilePage(): ReactNode {
  const { data, problems } = route.useLoaderData();
  return (
    <>
      <Heading>My Learn profile</Heading>
      <MissingParts problems={problems} />
      <p>{data.viewer?.learn?.profileId}</p>
    </>
  );
}
