import type { ReactNode } from 'react';
import type { DesignationDetail, Organization } from './designation-detail.ts';
import { Outlook } from './outlook.tsx';
import { Qualification } from './qualification.tsx';
import { ScoreHistory } from './score-history.tsx';

type OverTimeProps = {
  readonly designation: DesignationDetail;
  readonly organization: Organization;
  readonly anniversary: string | undefined;
};

/** What comes, what was, and what qualifies. Loaded after the points of the page. */
export default function OverTime({ designation, organization, anniversary }: OverTimeProps): ReactNode {
  const { forecast, designationHistory } = organization;
  return (
    <>
      {forecast != null && <Outlook designation={designation} organization={organization} forecast={forecast} />}
      {designationHistory != null && <ScoreHistory designation={designation} history={designationHistory} />}
      <Qualification window={designation.qualification} anniversary={anniversary} />
    </>
  );
}
