import { type ComponentProps, type ReactNode, useId } from 'react';

type Common = {
  readonly label: string;
  readonly hint?: string;
  /** The error of the API for this field. */
  readonly error?: string | undefined;
};

/** A text, date or search field with its label, hint and error. */
export function Field({ label, hint, error, ...input }: Common & Omit<ComponentProps<'input'>, 'id'>): ReactNode {
  const id = useId();
  return (
    <Labeled id={id} label={label} hint={hint} error={error}>
      <input {...input} id={id} aria-invalid={error !== undefined || undefined} aria-describedby={`${id}-note`} />
    </Labeled>
  );
}

/** A choice among few values. */
export function Choice({ label, hint, error, ...select }: Common & Omit<ComponentProps<'select'>, 'id'>): ReactNode {
  const id = useId();
  return (
    <Labeled id={id} label={label} hint={hint} error={error}>
      <select {...select} id={id} aria-invalid={error !== undefined || undefined} aria-describedby={`${id}-note`} />
    </Labeled>
  );
}

/** A box to tick. */
export function Tick({ label, ...input }: { readonly label: string } & ComponentProps<'input'>): ReactNode {
  return (
    <label className="tick">
      <input {...input} type="checkbox" /> {label}
    </label>
  );
}

type LabeledProps = {
  readonly id: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly children: ReactNode;
};

function Labeled({ id, label, hint, error, children }: LabeledProps): ReactNode {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      <span id={`${id}-note`} className={error === undefined ? 'quiet' : 'field-error'}>
        {error ?? hint}
      </span>
    </div>
  );
}
