import { createRouter } from '@tanstack/react-router';
import { myActivity } from '../pages/activity/my-activity.route.ts';
import { peopleActivity } from '../pages/activity/people-activity.route.ts';
import { exportsRoute } from '../pages/exports/exports.route.ts';
import { learn } from '../pages/learn/learn.route.ts';
import { associateDone } from '../pages/my-learn-profile/confirm/associate-done.route.ts';
import { confirmLink } from '../pages/my-learn-profile/confirm/confirm-link.route.ts';
import { linkHistory } from '../pages/my-learn-profile/link-history.route.ts';
import { myLearnProfile } from '../pages/my-learn-profile/my-learn-profile.route.ts';
import { directory } from '../pages/people/directory/directory.route.ts';
import { invite } from '../pages/people/invite/invite.route.ts';
import { person } from '../pages/people/person/person.route.ts';
import { people } from '../pages/people/roster/people.route.ts';
import { breakdown } from '../pages/skills/breakdown/breakdown.route.ts';
import { designation } from '../pages/skills/designation/designation.route.ts';
import { skills } from '../pages/skills/overview/skills.route.ts';
import { specializations } from '../pages/skills/specializations/specializations.route.ts';
import { whatIf } from '../pages/skills/what-if/what-if.route.ts';
import { reportAsKnownNow } from '../pages/skills-report/as-known-now/as-known-now.route.ts';
import { reportChanges } from '../pages/skills-report/changes/changes.route.ts';
import { newestReport } from '../pages/skills-report/report/newest-report.route.ts';
import { printedReport } from '../pages/skills-report/report/print.route.ts';
import { skillsReport } from '../pages/skills-report/report/skills-report.route.ts';
import { changeWebhook } from '../pages/webhooks/edit/change.route.ts';
import { registerWebhook } from '../pages/webhooks/edit/register.route.ts';
import { webhooks } from '../pages/webhooks/list/webhooks.route.ts';
import { webhook } from '../pages/webhooks/webhook/webhook.route.ts';
import { NotFoundPage, ProblemPage } from './problem.tsx';
import { root } from './root.route.tsx';
import { readAddress, writeAddress } from './search.ts';
import { signedIn } from './signed-in.route.tsx';
import { start } from './start.route.ts';

/** The table of contents: a line for each page. Its filters and its question are in its route file. */
const pages = signedIn.addChildren([
  myLearnProfile, // /profile
  confirmLink, // /profile/confirm
  linkHistory, // /profile/history
  myActivity, // /profile/activity
  people, // /people
  person, // /people/$id
  invite, // /people/invite
  directory, // /people/directory
  peopleActivity, // /people/activity
  skills, // /skills
  designation, // /skills/designation/infrastructure
  whatIf, // /skills/what-if
  specializations, // /skills/specializations
  breakdown, // /skills/breakdown
  newestReport, // /skills/report
  skillsReport, // /skills/report/2026-11
  reportChanges, // /skills/report/2026-11/changes
  reportAsKnownNow, // /skills/report/2026-11/as-known-now
  printedReport, // /skills/report/2026-11/print
  exportsRoute, // /skills/exports
  learn, // /skills/learn
  webhooks, // /integrations/webhooks
  registerWebhook, // /integrations/webhooks/register
  webhook, // /integrations/webhooks/$id
  changeWebhook, // /integrations/webhooks/$id/change
]);

export const router = createRouter({
  routeTree: root.addChildren([start, associateDone, pages]),
  parseSearch: readAddress,
  stringifySearch: writeAddress,
  // Going back within half a minute asks nothing; after a mutation, router.invalidate() asks again.
  defaultStaleTime: 30_000,
  defaultPreload: false,
  defaultErrorComponent: ProblemPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
