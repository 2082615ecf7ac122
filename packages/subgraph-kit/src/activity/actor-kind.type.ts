import { registerEnumType } from 'type-graphql';
import { enumOf } from '../graphql/enum-of.js';
import { ACTIVITY_ACTOR_KINDS } from './actor.js';

export const ActivityActorKindEnum = enumOf(ACTIVITY_ACTOR_KINDS);
registerEnumType(ActivityActorKindEnum, {
  name: 'ActivityActorKind',
  description: 'What kind of caller asked for a change or an attempt.',
  valuesConfig: {
    PERSON: { description: 'A signed-in user.' },
    PROGRAM: { description: 'A program of the organization, with a token of its own.' },
    OPERATOR: { description: 'An operator of the platform or one of its programs, such as a learning source.' },
    DIRECTORY: { description: 'The directory of the organization, by SCIM.' },
    BROWSER: { description: 'A browser that is not the one of the flow.' },
    SYSTEM: { description: 'A job or a rule of this service.' },
  },
});
