-- Roster: an index for each order of the list (R34). The statements of roster-page.ts sort by these very expressions.

CREATE INDEX member_roster ON association.member (organization_id, state, sort_name, user_id)
  INCLUDE (leaves_report_at, email_key, linked_sources);

CREATE INDEX member_roster_by_link ON association.member (organization_id, state,
    (CASE WHEN linked_since IS NULL THEN 'infinity'::timestamptz ELSE linked_since END), sort_name, user_id)
  INCLUDE (leaves_report_at, email_key, linked_sources);

CREATE INDEX member_roster_by_latest_link ON association.member (organization_id, state,
    (CASE WHEN linked_since IS NULL THEN '-infinity'::timestamptz ELSE linked_since END), sort_name, user_id)
  INCLUDE (leaves_report_at, email_key, linked_sources);

CREATE INDEX member_roster_by_leaving ON association.member (organization_id, state,
    (CASE WHEN state = 'LEAVING' THEN leaves_report_at ELSE 'infinity'::timestamptz END), sort_name, user_id)
  INCLUDE (leaves_report_at, email_key, linked_sources);
