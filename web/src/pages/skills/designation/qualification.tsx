import { useNavigate } from '@tanstack/react-router';
import type { ReactNode, SubmitEvent } from 'react';
import { Badge } from '../../../design/badge.tsx';
import { Button } from '../../../design/button.tsx';
import { Facts } from '../../../design/facts.tsx';
import { Field } from '../../../design/field.tsx';
import type { QualificationDaysFragment } from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { counted } from '../../../text/numbers.ts';

type QualificationProps = {
  readonly window: QualificationDaysFragment;
  readonly anniversary: string | undefined;
};

/** The days that decide about the designation: one attained day is enough. */
export function Qualification({ window, anniversary }: QualificationProps): ReactNode {
  const { from, to, renewalThrough, qualified, daysAttained, lastAttainedOn, daysLeft, qualifiedThrough } = window;
  return (
    <section aria-labelledby="qualification">
      <h2 id="qualification">Qualification</h2>
      <p>
        {qualified ? <Badge tone="good">Qualified</Badge> : <Badge tone="warn">Not qualified</Badge>} One attained day
        in the window is enough. Without the anniversary of your enrollment, the window ends today.
      </p>
      <Facts
        facts={[
          ['Window', `${day(from)} to ${day(to)}`],
          ['Renewal through', renewalThrough !== null && day(renewalThrough)],
          ['Attained on', counted(daysAttained, 'day', 'days')],
          ['Last attained', lastAttainedOn !== null && day(lastAttainedOn)],
          ['Qualified through', qualifiedThrough !== null && `${day(qualifiedThrough)}, without another attained day`],
          ['Left', anniversary !== undefined && counted(daysLeft, 'day', 'days')],
        ]}
      />
      <Anniversary anniversary={anniversary} />
    </section>
  );
}

function Anniversary({ anniversary }: { readonly anniversary: string | undefined }): ReactNode {
  const navigate = useNavigate({ from: '/skills/designation/$code' });
  const show = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const day = new FormData(event.currentTarget).get('anniversary');
    const anniversary = typeof day === 'string' && day !== '' ? day : undefined;
    void navigate({ search: (search) => ({ ...search, anniversary }), resetScroll: false });
  };
  return (
    <form className="filters" onSubmit={show}>
      <Field
        key={anniversary}
        label="Anniversary of your enrollment"
        name="anniversary"
        type="date"
        defaultValue={anniversary}
      />
      <Button type="submit">Show this window</Button>
    </form>
  );
}
