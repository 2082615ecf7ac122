import { type ReactNode, type SubmitEvent, useEffect, useRef } from 'react';
import { Button } from './button.tsx';

type FilterFormProps = {
  /** The filters of the address, by the names of the fields. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** All fields, when the user applies them; an empty field is undefined. */
  readonly onFilter: (values: Record<string, string | undefined>) => void;
  /** The button, by its act. Without texts and dates no button is needed. */
  readonly act?: string;
  /** A link beside the button, such as "Clear filters". */
  readonly clear?: ReactNode;
  readonly children: ReactNode;
};

/** Fields that filter a page. Choices and boxes apply at once, texts and dates with Enter or the button. */
export function FilterForm({ values, onFilter, act, clear, children }: FilterFormProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  // The address decides: going back changes the fields too.
  useEffect(() => {
    for (const field of fieldsOf(form.current)) write(field, values[field.name]);
  }, [values]);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onFilter(Object.fromEntries(fieldsOf(event.currentTarget).map((field) => [field.name, read(field)])));
  };
  return (
    <search>
      <form ref={form} className="filters" onSubmit={submit} onChange={applyAtOnce}>
        {children}
        {act !== undefined && <Button type="submit">{act}</Button>}
        {clear}
      </form>
    </search>
  );
}

type FormField = HTMLInputElement | HTMLSelectElement;

function fieldsOf(form: HTMLFormElement | null): FormField[] {
  return [...(form?.elements ?? [])].filter(
    (element): element is FormField => 'name' in element && element.name !== '',
  );
}

function applyAtOnce({ target, currentTarget }: { target: unknown; currentTarget: HTMLFormElement }): void {
  if (target instanceof HTMLSelectElement || isBox(target)) currentTarget.requestSubmit();
}

function read(field: FormField): string | undefined {
  if (isBox(field)) return field.checked ? field.value : undefined;
  return field.value.trim() || undefined;
}

function write(field: FormField, value: string | undefined): void {
  if (isBox(field)) field.checked = value === field.value;
  else field.value = value ?? '';
}

function isBox(field: unknown): field is HTMLInputElement {
  return field instanceof HTMLInputElement && field.type === 'checkbox';
}
