import './what-if.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { MissingParts } from '../../../app/problem.tsx';
import { Heading } from '../../../design/heading.tsx';
import type { Person } from '../../../text/person-name.tsx';
import { planOf } from '../plan.ts';
import { AddGain } from './add-gain.tsx';
import { AddLeaver } from './add-leaver.tsx';
import { Differences } from './differences.tsx';
import { PlanList } from './plan-list.tsx';
import { planMessage } from './plan-message.ts';
import { keyPeopleOf, namesOf, type PlanNames } from './plan-names.ts';
import { usePlan } from './use-plan.ts';

const route = getRouteApi('/signed-in/skills/what-if');

/** What the scores would be if people earned certifications or left. */
export function WhatIfPage(): ReactNode {
  const { data, problems, today } = route.useLoaderData();
  const search = route.useSearch();
  const plan = planOf(search);
  const change = usePlan(plan);
  const [picked, setPicked] = useState<readonly Person[]>([]);
  const { simulate = null, risks = null } = data.callerOrganization ?? {};
  const names: PlanNames = namesOf(picked, risks ?? [], data.credentials);
  const isEmpty = plan.gain.length + plan.leave.length === 0;
  const remember = (person: Person) => setPicked((known) => [...known, person]);
  return (
    <>
      <p>
        <Link to="/skills">All designations</Link>
      </p>
      <Heading>What if</Heading>
      <MissingParts problems={problems.map((one) => ({ ...one, message: planMessage(one.message, plan) }))} />
      <p>
        Try a plan: who earns what, and who leaves. It changes nothing. The address of this page holds the plan: send it
        to share the plan.
      </p>
      <div className="panels">
        <AddGain plan={plan} credentials={data.credentials} onAdd={change.addGain} onPerson={remember} />
        <AddLeaver onAdd={change.addLeaver} onPerson={remember} />
      </div>
      <PlanList plan={plan} names={names} change={change} keyPeople={keyPeopleOf(risks ?? [], 3)} />
      {simulate === null && (
        <p>This plan cannot be simulated. Remove from it what the message names, or clear the plan.</p>
      )}
      {simulate !== null && !isEmpty && <Differences before={today} after={simulate} />}
    </>
  );
}
