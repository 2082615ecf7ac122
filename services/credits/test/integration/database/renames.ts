import type { Renames } from '@app/test-kit/catalog';

/** Names of the baseline by those of the schema that it replaced. */
export const RENAMES: Renames = {
  everywhere: {
    places: 'positions',
    last_place: 'last_position',
    'app.reach': 'app.tenant_scope',
    person_to_work_out: 'recalculation_queue',
    'person_to_work_out_*': 'recalculation_queue_*',
    user_account_past: 'user_account_history',
    'user_account_past_*': 'user_account_history_*',
    holder_day: 'holder_change_daily',
    'holder_day_*': 'holder_change_daily_*',
    holder_month: 'holder_change_monthly',
    'holder_month_*': 'holder_change_monthly_*',
    learn_change: 'completion_change',
    'learn_change_*': 'completion_change_*',
    achievement_load: 'import_job',
    'achievement_load_*': 'import_job_*',
    unmerged_profile_id: 'original_profile_id',
    'credits.person_ref': 'credits.person',
    '*_within_reach': '*_within_tenant_scope',
  },
  achievement_load: { refused: 'rejected', refused_length: 'rejected_length' },
  departure: {
    departure: 'offboarding',
    'departure_*': 'offboarding_*',
    leaving_since: 'started_at',
    taken_back_at: 'canceled_at',
  },
  holding: { holding_first_to_pay: 'holding_in_counting_order' },
  learner: { learner_who_repeated: 'learner_with_repetitions' },
  person_ref: {
    person_ref: 'person',
    person_ref_pk: 'person_pk',
    person_ref_ref: 'person_ref_once',
    person_ref_to_work_out: 'person_pending',
    person_ref_rules_version: 'person_by_rules_version',
    person_ref_rules_version_of_organization: 'person_by_organization_and_rules_version',
    person_ref_within_reach: 'person_within_reach',
  },
};
