import { describePages } from '../support/describe-pages.ts';
import { describeActivity } from './people/activity.ts';
import { describeActs } from './people/acts.ts';
import { describeDirectory } from './people/directory.ts';
import { describeInvitation } from './people/invitation.ts';
import { describePerson } from './people/person.ts';
import { describeRejections } from './people/rejections.ts';
import { describeRoster } from './people/roster.ts';

// The parts share one product; each leaves to the others the people that it names.
describePages('people', (product) => {
  describe('the roster', () => describeRoster(product));
  describe('the page of a person', () => describePerson(product));
  describe('an act', () => describeActs(product));
  describe('an invitation', () => describeInvitation(product));
  describe('the directory', () => describeDirectory(product));
  describe('activity', () => describeActivity(product));
  describe('a rejection', () => describeRejections(product));
});
