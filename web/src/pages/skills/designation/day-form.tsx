import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useId } from 'react';
import { Button, buttonClass } from '../../../design/button.tsx';
import { Field } from '../../../design/field.tsx';

type DayFormProps = {
  /** The day that the page shows. */
  readonly on: string;
  readonly isLive: boolean;
};

/** Shows the same designation as it was, or will be, on another day. */
export function DayForm({ on, isLive }: DayFormProps): ReactNode {
  const navigate = useNavigate({ from: '/skills/designation/$code' });
  const hintId = useId();
  const show = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const day = new FormData(event.currentTarget).get('on');
    void navigate({ search: (search) => ({ ...search, on: typeof day === 'string' && day !== '' ? day : undefined }) });
  };
  return (
    <form className="filters" onSubmit={show} aria-describedby={hintId}>
      <Field label="On" name="on" type="date" defaultValue={on} required />
      <Button type="submit">Show this day</Button>
      {!isLive && (
        <Link
          className={buttonClass('quiet')}
          from="/skills/designation/$code"
          to="."
          search={(search) => ({ ...search, on: undefined })}
        >
          Back to today
        </Link>
      )}
      <p id={hintId} className="visually-hidden">
        A past day is replayed, a future day is forecast from what is held today.
      </p>
    </form>
  );
}
