import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Field } from '../../../design/field.tsx';
import { FilterForm } from '../../../design/filter-form.tsx';

const route = getRouteApi('/signed-in/people');

/** Finds people by a part of their name or address. */
export function RosterSearch(): ReactNode {
  const filter = route.useSearch();
  const navigate = useNavigate();
  return (
    <FilterForm
      values={filter}
      onFilter={({ q }) => navigate({ to: '/people', search: { ...filter, q, after: undefined } })}
      act="Search"
    >
      <Field label="Search by name or address" name="q" type="search" maxLength={200} />
    </FilterForm>
  );
}
