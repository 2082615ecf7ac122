import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../../app/signed-in.route.tsx';
import { ask } from '../../graphql/ask.ts';
import { MyLearnProfileDocument } from '../../graphql/documents.ts';

/** My Learn profile: links, limits and credits of the user. */
export const myLearnProfile = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile',
  loader: ({ abortController }) => ask(MyLearnProfileDocument, {}, abortController.signal),
  component: lazyRouteComponent(() => import('./my-learn-profile.page.tsx'), 'MyLearnProfilePage'),
});
