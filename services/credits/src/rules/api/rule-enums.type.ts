import { registerEnumType } from 'type-graphql';
import { namesOf } from '../../values/domain/names-of.js';

export const TrackEnum = namesOf(['ENTERPRISE', 'SMB']);
registerEnumType(TrackEnum, {
  name: 'Track',
  description: 'The set of thresholds by which an organization is scored.',
  valuesConfig: {
    ENTERPRISE: { description: 'For partners of large customers.' },
    SMB: { description: 'For partners of small and medium-sized customers.' },
  },
});

export const MetricCategoryEnum = namesOf(['PERFORMANCE', 'SKILLING', 'CUSTOMER_SUCCESS']);
registerEnumType(MetricCategoryEnum, {
  name: 'MetricCategory',
  description: 'What a metric of a designation measures.',
  valuesConfig: {
    PERFORMANCE: { description: 'Customers won; a recorded figure.' },
    SKILLING: { description: 'People who hold credentials; counted here.' },
    CUSTOMER_SUCCESS: { description: 'Usage and deployments; recorded figures.' },
  },
});

export const RequirementOutcomeEnum = namesOf(['MET', 'NOT_MET', 'UNKNOWN']);
registerEnumType(RequirementOutcomeEnum, {
  name: 'RequirementOutcome',
  description: 'UNKNOWN when no public material gives the rule: never reported as met.',
});
