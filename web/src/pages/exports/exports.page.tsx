import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MissingParts } from '../../app/problem.tsx';
import { useFreshWhenShown } from '../../app/use-fresh-when-shown.ts';
import { Heading } from '../../design/heading.tsx';
import { Pager } from '../../design/pager.tsx';
import { counted } from '../../text/numbers.ts';
import { ExportTable } from './export-table.tsx';
import { isUnfinished } from './export-words.ts';
import { Feeds } from './feeds/feeds.tsx';
import { RequestForm } from './request-form.tsx';
import { useFreshExports } from './use-fresh-exports.ts';

const route = getRouteApi('/signed-in/skills/exports');

/** Requests files of the organization's data, and shows those that there are. */
export function ExportsPage(): ReactNode {
  const { exports, feeds, months, problems } = route.useLoaderData();
  const { month } = route.useSearch();
  const unfinished = exports.nodes.filter(isUnfinished).length;
  useFreshWhenShown();
  useFreshExports(exports.nodes, feeds);
  return (
    <>
      <Heading>Exports</Heading>
      <MissingParts problems={problems} />
      <p>
        A file with the data of your company, for a spreadsheet or another program. It is kept for seven days, and all
        users who may request the same data can download it.
      </p>
      <RequestForm months={months} month={month} />
      <section>
        <h2>Files</h2>
        <p role="status">
          {unfinished > 0 && `${counted(unfinished, 'file is', 'files are')} being made. This page shows the progress.`}
        </p>
        {exports.nodes.length === 0 ? (
          <p>There is no file. Choose the data and the format, and start an export.</p>
        ) : (
          <ExportTable exports={exports.nodes} />
        )}
        <Pager size={20} pageInfo={exports.pageInfo} />
      </section>
      {feeds !== null && <Feeds feeds={feeds} />}
    </>
  );
}
