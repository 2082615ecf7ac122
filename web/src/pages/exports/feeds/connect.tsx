import { type ReactNode, useState } from 'react';
import { CopyButton } from '../../../design/copy-button.tsx';
import { Choice } from '../../../design/field.tsx';
import { Wide } from '../../../design/wide.tsx';
import type { FeedRowFragment } from '../../../graphql/documents.ts';
import { KEY, snippetOf, TOOLS, type Tool } from './snippets.ts';

type ConnectProps = {
  readonly feed: FeedRowFragment;
  /** The key, while it is known. It is copied, and not shown here. */
  readonly feedKey?: string;
};

/** How a tool reads a feed: the user picks the tool. */
export function Connect({ feed, feedKey = KEY }: ConnectProps): ReactNode {
  const [tool, setTool] = useState<Tool>('POWER_BI');
  const { steps, code } = snippetOf(tool, feed, KEY);
  return (
    <div className="connect">
      <Choice label="Open it in" value={tool} onChange={({ target }) => setTool(target.value as Tool)}>
        {Object.entries(TOOLS).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Choice>
      {steps.length > 0 && (
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {code !== undefined && (
        <>
          <Wide label={`For ${TOOLS[tool]}`}>
            <pre>
              <code>{code}</code>
            </pre>
          </Wide>
          <CopyButton text={snippetOf(tool, feed, feedKey).code ?? ''}>Copy for {TOOLS[tool]}</CopyButton>
          <p className="quiet">
            {feedKey === KEY ? `Put the key in place of ${KEY}.` : `The copy has the key in place of ${KEY}.`}
          </p>
        </>
      )}
    </div>
  );
}
