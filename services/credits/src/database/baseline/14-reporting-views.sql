-- Reporting: the views. A name never changes its meaning; a change that breaks a reader is a new view. Each view is a
-- security barrier: a condition of the reader, and its error message, meets rows of the own organization alone.

SET LOCAL ROLE reporting_owner;

CREATE VIEW reporting.skills_report WITH (security_barrier) AS
SELECT month, as_of, published_at, people, credentials, certifications, assessments, expiring_within_90_days, leaving
FROM credits.skills_report report WHERE organization_id = (SELECT reporting.own_organization());
COMMENT ON VIEW reporting.skills_report IS 'Published Skills Reports, one row per month. A published report never changes.';
COMMENT ON COLUMN reporting.skills_report.month IS 'First day of the month of the report.';
COMMENT ON COLUMN reporting.skills_report.as_of IS 'The report refresh: the instant that the report shows (UTC).';
COMMENT ON COLUMN reporting.skills_report.published_at IS 'When the report was published (UTC).';
COMMENT ON COLUMN reporting.skills_report.people IS 'People with at least one row.';
COMMENT ON COLUMN reporting.skills_report.credentials IS 'Rows: credentials of people.';
COMMENT ON COLUMN reporting.skills_report.certifications IS 'Rows of kind CERTIFICATION.';
COMMENT ON COLUMN reporting.skills_report.assessments IS 'Rows of kind ASSESSMENT.';
COMMENT ON COLUMN reporting.skills_report.expiring_within_90_days IS 'Rows that expire within 90 days of the refresh.';
COMMENT ON COLUMN reporting.skills_report.leaving IS 'People who leave: they drop out of the report of their drop date.';

CREATE VIEW reporting.skills_report_row WITH (security_barrier) AS
SELECT line.month, line.ref_no AS row_no, person.person_ref,
  CASE WHEN (SELECT reporting.sees_personal_data()) THEN person.display_name END AS person_name,
  CASE WHEN (SELECT reporting.sees_personal_data()) THEN person.email END AS email,
  CASE WHEN (SELECT reporting.sees_personal_data()) THEN
    CASE line.source WHEN 'MICROSOFT_LEARN' THEN person.learn_profile_id ELSE person.university_profile_id END
  END AS profile_id,
  line.source, line.credential_code, coalesce(entry.title, line.credential_code) AS credential_title,
  known.kind, coalesce(entry.level, 'NONE') AS level,
  line.achieved_at, nullif(line.expires_on, 'infinity') AS expires_on, line.associated_since, known.relevant_to, line.leaving
FROM credits.skills_report_row line
JOIN credits.skills_report_person person ON person.organization_id = line.organization_id AND person.month = line.month
  AND person.person_no = line.person_no
JOIN credits.skills_report_credential known ON known.organization_id = line.organization_id AND known.month = line.month
  AND known.credential_code = line.credential_code
LEFT JOIN credits.catalog_entry entry ON entry.code = line.credential_code
WHERE line.organization_id = (SELECT reporting.own_organization());
COMMENT ON VIEW reporting.skills_report_row IS
  'Rows of the Skills Reports: a credential of a person at a refresh. Filter by month: a month is a partition.';
COMMENT ON COLUMN reporting.skills_report_row.month IS 'First day of the month of the report.';
COMMENT ON COLUMN reporting.skills_report_row.row_no IS 'Position in the report, by person_ref; with month it identifies the row.';
COMMENT ON COLUMN reporting.skills_report_row.person_ref IS 'Stable pseudonym of the person within the organization.';
COMMENT ON COLUMN reporting.skills_report_row.person_name IS
  'Display name at the refresh. Null for logins without personal data, and after an erasure.';
COMMENT ON COLUMN reporting.skills_report_row.email IS
  'Work address at the refresh. Null for logins without personal data, and after an erasure.';
COMMENT ON COLUMN reporting.skills_report_row.profile_id IS
  'Id of the learning profile: MCID or Partner University id. Null for logins without personal data, and after an erasure.';
COMMENT ON COLUMN reporting.skills_report_row.source IS 'Learning source: MICROSOFT_LEARN or PARTNER_UNIVERSITY.';
COMMENT ON COLUMN reporting.skills_report_row.credential_code IS 'Code of the credential in the catalog.';
COMMENT ON COLUMN reporting.skills_report_row.credential_title IS 'Title of the credential in the catalog of today.';
COMMENT ON COLUMN reporting.skills_report_row.kind IS 'CERTIFICATION, APPLIED_SKILL or ASSESSMENT.';
COMMENT ON COLUMN reporting.skills_report_row.level IS 'FUNDAMENTALS, ASSOCIATE, EXPERT, SPECIALTY or NONE.';
COMMENT ON COLUMN reporting.skills_report_row.achieved_at IS 'When the person achieved it (UTC).';
COMMENT ON COLUMN reporting.skills_report_row.expires_on IS 'Last day on which it is valid; null when it never expires.';
COMMENT ON COLUMN reporting.skills_report_row.associated_since IS 'Start of the association by which it counts (UTC).';
COMMENT ON COLUMN reporting.skills_report_row.relevant_to IS
  'Codes of the designations and specializations that named the credential at the refresh.';
COMMENT ON COLUMN reporting.skills_report_row.leaving IS 'The person leaves, and counts until the drop date.';

CREATE VIEW reporting.designation_month WITH (security_barrier) AS
SELECT report.month, scored.code AS designation, scored.title, scored."ruleSetId" AS ruleset, scored.track,
  reporting.decimal_of(scored.score) AS score, scored.score AS score_exact, reporting.decimal_of(scored.required) AS required,
  scored.attained, reporting.decimal_of(scored."skillingPoints") AS skilling_points,
  reporting.decimal_of(scored."skillingMax") AS skilling_max
FROM credits.skills_report report
CROSS JOIN LATERAL jsonb_to_recordset(report.designations) AS scored (code text, title text, "ruleSetId" text, track text,
  score text, required text, attained boolean, "skillingPoints" text, "skillingMax" text)
WHERE report.organization_id = (SELECT reporting.own_organization());
COMMENT ON VIEW reporting.designation_month IS 'Scores of the Solutions Partner designations at each refresh, as published.';
COMMENT ON COLUMN reporting.designation_month.month IS 'First day of the month of the report.';
COMMENT ON COLUMN reporting.designation_month.designation IS 'Code of the designation.';
COMMENT ON COLUMN reporting.designation_month.title IS 'Title of the designation at the refresh.';
COMMENT ON COLUMN reporting.designation_month.ruleset IS 'Id of the rule set in force at the refresh.';
COMMENT ON COLUMN reporting.designation_month.track IS 'ENTERPRISE or SMB.';
COMMENT ON COLUMN reporting.designation_month.score IS 'Score from 0 to 100, with six decimal places.';
COMMENT ON COLUMN reporting.designation_month.score_exact IS 'Score as an exact fraction, such as 203/3.';
COMMENT ON COLUMN reporting.designation_month.required IS 'Score from which the designation is attained.';
COMMENT ON COLUMN reporting.designation_month.attained IS 'Attained at the refresh: the required score, with every metric above zero.';
COMMENT ON COLUMN reporting.designation_month.skilling_points IS 'Points of the skilling metrics, part of score.';
COMMENT ON COLUMN reporting.designation_month.skilling_max IS 'Most points of the skilling metrics.';

CREATE VIEW reporting.designation_metric_month WITH (security_barrier) AS
SELECT report.month, scored.code AS designation, metric.id AS metric, metric.title, metric.category,
  reporting.decimal_of(metric.points) AS points, metric.points AS points_exact, reporting.decimal_of(metric.max) AS max
FROM credits.skills_report report
CROSS JOIN LATERAL jsonb_to_recordset(report.designations) AS scored (code text, metrics jsonb)
CROSS JOIN LATERAL jsonb_to_recordset(scored.metrics) AS metric (id text, title text, category text, points text, max text)
WHERE report.organization_id = (SELECT reporting.own_organization());
COMMENT ON VIEW reporting.designation_metric_month IS 'Points of each metric of a designation at each refresh; they add up to its score.';
COMMENT ON COLUMN reporting.designation_metric_month.month IS 'First day of the month of the report.';
COMMENT ON COLUMN reporting.designation_metric_month.designation IS 'Code of the designation.';
COMMENT ON COLUMN reporting.designation_metric_month.metric IS 'Code of the metric.';
COMMENT ON COLUMN reporting.designation_metric_month.title IS 'Title of the metric at the refresh.';
COMMENT ON COLUMN reporting.designation_metric_month.category IS 'PERFORMANCE, SKILLING or CUSTOMER_SUCCESS.';
COMMENT ON COLUMN reporting.designation_metric_month.points IS 'Points, with six decimal places.';
COMMENT ON COLUMN reporting.designation_metric_month.points_exact IS 'Points as an exact fraction.';
COMMENT ON COLUMN reporting.designation_metric_month.max IS 'Most points of the metric.';

CREATE VIEW reporting.credential_month WITH (security_barrier) AS
SELECT month, credential_code, kind, relevant_to, people
FROM credits.skills_report_credential report WHERE organization_id = (SELECT reporting.own_organization());
COMMENT ON VIEW reporting.credential_month IS 'Credentials of each Skills Report with their holders.';
COMMENT ON COLUMN reporting.credential_month.month IS 'First day of the month of the report.';
COMMENT ON COLUMN reporting.credential_month.credential_code IS 'Code of the credential in the catalog.';
COMMENT ON COLUMN reporting.credential_month.kind IS 'CERTIFICATION, APPLIED_SKILL or ASSESSMENT.';
COMMENT ON COLUMN reporting.credential_month.relevant_to IS
  'Codes of the designations and specializations that named the credential at the refresh.';
COMMENT ON COLUMN reporting.credential_month.people IS 'People who held it at the refresh.';

-- The state has the cases of credits/domain/credit.ts in their order; a test compares the two.
CREATE VIEW reporting.credit WITH (security_barrier) AS
SELECT credit_id, person_ref, credential_code, source, achieved_at, expires_on, associated_at, expected_by, counted_at,
  CASE WHEN state <> 'DROPPED' OR has_left THEN leaves_report_at END AS drops_at, state
FROM (
  SELECT credit.id AS credit_id, credit.person_ref, credit.credential_code, achievement.source, credit.achieved_at,
    credit.expires_on, credit.associated_at, credit.expected_by, credit.counted_at, member.leaves_report_at,
    CASE WHEN link.ended_at <= now() THEN link.end_reason = 'ACCOUNT_DELETED' ELSE member.leaves_report_at <= now() END AS has_left,
    CASE
      WHEN link.ended_at <= now() OR member.leaves_report_at <= now() THEN 'DROPPED'
      WHEN credit.counted_at IS NULL THEN 'PENDING'
      WHEN achievement.revoked_at <= now() OR credit.expires_on < (now() AT TIME ZONE 'UTC')::date
        OR entry.named IS NOT TRUE OR entry.tail_over OR credit.achieved_at > entry.earnable_until THEN 'NOT_COUNTED'
      WHEN member.leaves_report_at IS NOT NULL THEN 'DROP_SCHEDULED'
      ELSE 'COUNTED'
    END AS state
  FROM credits.credit
  JOIN credits.achievement ON achievement.id = credit.achievement_id
  JOIN credits.association link ON link.id = credit.association_id
  LEFT JOIN credits.user_account member ON member.id = credit.user_id
  LEFT JOIN credits.catalog_entry entry ON entry.code = credit.credential_code
  WHERE credit.organization_id = (SELECT reporting.own_organization())) AS standing;
COMMENT ON VIEW reporting.credit IS
  'Credits of today: achievements that the organization counts, will count or no longer counts. Behind the service by the lag of the standby.';
COMMENT ON COLUMN reporting.credit.credit_id IS 'Id of the credit, as in the API.';
COMMENT ON COLUMN reporting.credit.person_ref IS 'Stable pseudonym of the person within the organization.';
COMMENT ON COLUMN reporting.credit.credential_code IS 'Code of the credential in the catalog.';
COMMENT ON COLUMN reporting.credit.source IS 'Learning source: MICROSOFT_LEARN or PARTNER_UNIVERSITY.';
COMMENT ON COLUMN reporting.credit.achieved_at IS 'When the person achieved it (UTC).';
COMMENT ON COLUMN reporting.credit.expires_on IS 'Last day on which it is valid; null when it never expires.';
COMMENT ON COLUMN reporting.credit.associated_at IS 'Start of the association by which it counts (UTC).';
COMMENT ON COLUMN reporting.credit.expected_by IS 'Instant by which it is counted at the latest (UTC).';
COMMENT ON COLUMN reporting.credit.counted_at IS 'When it was counted (UTC). Null while pending.';
COMMENT ON COLUMN reporting.credit.drops_at IS 'When it drops because the person left (UTC); null otherwise.';
COMMENT ON COLUMN reporting.credit.state IS
  'PENDING, COUNTED, DROP_SCHEDULED (counts until drops_at), NOT_COUNTED (expired, revoked, retired or named by no requirement) or DROPPED.';

CREATE VIEW reporting.holding WITH (security_barrier) AS
SELECT person_ref, credential_code, counts_from, counts_until
FROM credits.holding WHERE organization_id = (SELECT reporting.own_organization());
COMMENT ON VIEW reporting.holding IS
  'The days on which the organization counts a credential of a person, as known now: past spans, and future ends that are known.';
COMMENT ON COLUMN reporting.holding.person_ref IS 'Stable pseudonym of the person within the organization.';
COMMENT ON COLUMN reporting.holding.credential_code IS 'Code of the credential in the catalog.';
COMMENT ON COLUMN reporting.holding.counts_from IS 'First day on which it counts.';
COMMENT ON COLUMN reporting.holding.counts_until IS 'First day on which it no longer counts; null while no end is known.';

-- A profile counts for one person: the one with the link that began last. As holdings/store/learner.store.ts.
CREATE VIEW reporting.training_completion WITH (security_barrier) AS
SELECT person.ref AS person_ref, completion.uid, completion.kind, completion.title, completion.roles, completion.products,
  completion.completed_at
FROM credits.association link
JOIN credits.person ON person.organization_id = link.organization_id AND person.user_id = link.user_id
JOIN credits.training_completion completion ON completion.source = link.source AND completion.profile_id = link.profile_id
LEFT JOIN credits.user_account member ON member.id = link.user_id
WHERE link.organization_id = (SELECT reporting.own_organization())
  AND (link.ended_at IS NULL OR link.ended_at > now()) AND (member.leaves_report_at IS NULL OR member.leaves_report_at > now())
  AND NOT EXISTS (
    SELECT FROM credits.association later
    WHERE later.source = link.source AND later.profile_id = link.profile_id AND later.organization_id = link.organization_id
      AND (later.ended_at IS NULL OR later.ended_at > now()) AND (later.started_at, later.id) > (link.started_at, link.id));
COMMENT ON VIEW reporting.training_completion IS
  'Completions of modules and learning paths of people who are linked now, also from before the link. An item that a person repeated has several rows.';
COMMENT ON COLUMN reporting.training_completion.person_ref IS 'Stable pseudonym of the person within the organization.';
COMMENT ON COLUMN reporting.training_completion.uid IS 'Id of the module or learning path at the learning source.';
COMMENT ON COLUMN reporting.training_completion.kind IS 'MODULE or LEARNING_PATH.';
COMMENT ON COLUMN reporting.training_completion.title IS 'Title as the learning source sent it with this completion.';
COMMENT ON COLUMN reporting.training_completion.roles IS 'Job roles of the item.';
COMMENT ON COLUMN reporting.training_completion.products IS 'Products of the item.';
COMMENT ON COLUMN reporting.training_completion.completed_at IS 'When the person completed it (UTC).';

CREATE VIEW reporting.credential WITH (security_barrier) AS
SELECT code AS credential_code, title, kind, level, source, retired_on FROM credits.catalog_entry;
COMMENT ON VIEW reporting.credential IS 'The catalog of credentials of today, for joins by credential_code. The same for all organizations.';
COMMENT ON COLUMN reporting.credential.credential_code IS 'Code of the credential.';
COMMENT ON COLUMN reporting.credential.title IS 'Title of the credential.';
COMMENT ON COLUMN reporting.credential.kind IS 'CERTIFICATION, APPLIED_SKILL, ASSESSMENT or EXAM.';
COMMENT ON COLUMN reporting.credential.level IS 'FUNDAMENTALS, ASSOCIATE, EXPERT, SPECIALTY or NONE.';
COMMENT ON COLUMN reporting.credential.source IS 'Learning source: MICROSOFT_LEARN or PARTNER_UNIVERSITY.';
COMMENT ON COLUMN reporting.credential.retired_on IS 'Last day on which it can be earned; null while no end is known.';

CREATE VIEW reporting.calendar WITH (security_barrier) AS
SELECT day::date AS day, date_trunc('month', day)::date AS month, to_char(day, 'YYYY-MM') AS month_label,
  date_trunc('quarter', day)::date AS quarter, extract(year FROM day)::integer AS year,
  extract(isoyear FROM day)::integer AS iso_year, extract(week FROM day)::integer AS iso_week,
  extract(isodow FROM day)::integer AS weekday
FROM generate_series(timestamp '2015-01-01', timestamp '2039-12-31', interval '1 day') AS day;
COMMENT ON VIEW reporting.calendar IS 'Days from 2015 to 2039, for joins in a model.';
COMMENT ON COLUMN reporting.calendar.day IS 'The day.';
COMMENT ON COLUMN reporting.calendar.month IS 'First day of its month, as in the other views.';
COMMENT ON COLUMN reporting.calendar.month_label IS 'Its month, such as 2026-11.';
COMMENT ON COLUMN reporting.calendar.quarter IS 'First day of its quarter.';
COMMENT ON COLUMN reporting.calendar.year IS 'Its year.';
COMMENT ON COLUMN reporting.calendar.iso_year IS 'The year of its ISO week.';
COMMENT ON COLUMN reporting.calendar.iso_week IS 'Its ISO week, 1 to 53.';
COMMENT ON COLUMN reporting.calendar.weekday IS 'Its day of the week, 1 (Monday) to 7.';

GRANT SELECT ON reporting.skills_report, reporting.skills_report_row, reporting.designation_month,
  reporting.designation_metric_month, reporting.credential_month, reporting.credit, reporting.holding,
  reporting.training_completion, reporting.credential, reporting.calendar TO reporting_reader;

SET LOCAL ROLE credits_owner;
