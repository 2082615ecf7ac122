import type { Cluster } from '../cluster.js';

/** What has to hold after every run, as statements that find each violation. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'a profile has one active link at most': `SELECT source, surviving_profile_id FROM association.association
     WHERE ended_at IS NULL GROUP BY 1, 2 HAVING count(*) > 1`,
  'an account has one active link at most': `SELECT source, user_id FROM association.association
     WHERE ended_at IS NULL GROUP BY 1, 2 HAVING count(*) > 1`,
  'the starts of a profile are 30 days apart': `SELECT later.id FROM association.association later
     JOIN association.association earlier USING (source, surviving_profile_id)
     WHERE earlier.id <> later.id AND later.started_at >= earlier.started_at
       AND later.started_at < earlier.started_at + interval '720 hours'`,
  'a profile starts three links a year at most': `SELECT one.id FROM association.association one
     JOIN association.association other USING (source, surviving_profile_id)
     WHERE other.started_at > one.started_at - interval '1 year' AND other.started_at <= one.started_at
     GROUP BY 1 HAVING count(*) > 3`,
  'the links of a profile do not overlap': `SELECT one.id FROM association.association one
     JOIN association.association other USING (source, surviving_profile_id)
     WHERE one.id < other.id AND tstzrange(one.started_at, one.ended_at) && tstzrange(other.started_at, other.ended_at)`,
  'a link that began here has one consumed proof of its user': `SELECT one.id FROM association.association one
     LEFT JOIN association.proof ON proof.association_id = one.id
     GROUP BY one.id HAVING count(proof.flow_id) FILTER (WHERE proof.user_id = one.user_id
       AND proof.profile_id = one.profile_id AND proof.consumed_at IS NOT NULL) <> 1`,
  'a change of a link has one entry of activity': `SELECT one.id FROM association.association one
     LEFT JOIN association.activity ON activity.association_id = one.id AND activity.kind = 'STARTED'
     GROUP BY one.id HAVING count(activity.id) <> 1`,
  'credits knows each link as association does': `SELECT coalesce(one.id, copy.id) FROM association.association one
     FULL JOIN credits.association copy USING (id)
     WHERE (one.user_id, one.organization_id, one.started_at, one.ended_at, one.version)
       IS DISTINCT FROM (copy.user_id, copy.organization_id, copy.started_at, copy.ended_at, copy.version)`,
  'an achievement of an open link is counted once, within ten days': `SELECT achievement.id FROM credits.achievement
     JOIN credits.association one USING (source, profile_id)
     LEFT JOIN credits.credit ON credit.achievement_id = achievement.id
     WHERE one.ended_at IS NULL GROUP BY achievement.id
     HAVING count(credit.id) <> 1 OR bool_or(credit.counted_at IS NULL OR credit.counted_at > credit.expected_by)`,
  'a counted credit is a holding': `SELECT credit.id FROM credits.credit
     LEFT JOIN credits.holding USING (organization_id, person_ref, credential_code)
     WHERE counted_at IS NOT NULL AND holding.person_ref IS NULL`,
  'a link is one event': `SELECT one.id FROM credits.association one
     LEFT JOIN credits.event ON event.organization_id = one.organization_id AND event.subject = one.id::text
     GROUP BY one.id HAVING count(event.id) FILTER (WHERE event.type = 'association.started') > 1`,
  'the numbers of events have no gap': `SELECT organization_id FROM credits.event GROUP BY 1
     HAVING count(sequence) <> coalesce(max(sequence), 0)`,
  // Jobs of the schedule have few attempts, and come again.
  'no job has failed for good': ['identity', 'association', 'credits']
    .map(
      (name) => `SELECT id FROM ${name}_worker._private_jobs
        WHERE attempts >= max_attempts AND max_attempts >= 25 AND last_error IS NOT NULL`,
    )
    .join(' UNION ALL '),
};

/** The invariants that do not hold, with the number of violations. */
export async function brokenInvariants({ sql }: Pick<Cluster, 'sql'>): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, statement] of Object.entries(INVARIANTS)) {
    const found = await sql(statement);
    if (found.length > 0) broken.push(`${name}: ${JSON.stringify(found.slice(0, 5))}`);
  }
  return broken;
}
