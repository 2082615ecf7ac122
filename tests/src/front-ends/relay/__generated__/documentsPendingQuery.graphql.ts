/**
 * @generated SignedSource<<c5832265438b8cfdd41d087d2c78ca1e>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
export type PendingEffect = "ALREADY_LINKED" | "MOVE" | "NEW" | "REFUSED" | "REINSTATE" | "%future added value";
export type documentsPendingQuery$variables = {
  flowId: string;
};
export type documentsPendingQuery$data = {
  readonly pendingAssociation: {
    readonly __typename: string;
    readonly effect?: PendingEffect;
    readonly message?: string;
  } | null | undefined;
};
export type documentsPendingQuery = {
  response: documentsPendingQuery$data;
  variables: documentsPendingQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "flowId"
  }
],
v1 = [
  {
    "alias": null,
    "args": [
      {
        "kind": "Literal",
        "name": "completionCode",
        "value": "none"
      },
      {
        "kind": "Variable",
        "name": "flowId",
        "variableName": "flowId"
      }
    ],
    "concreteType": null,
    "kind": "LinkedField",
    "name": "pendingAssociation",
    "plural": false,
    "selections": [
      {
        "alias": null,
        "args": null,
        "kind": "ScalarField",
        "name": "__typename",
        "storageKey": null
      },
      {
        "kind": "InlineFragment",
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "effect",
            "storageKey": null
          }
        ],
        "type": "PendingAssociation",
        "abstractKey": null
      },
      {
        "kind": "InlineFragment",
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "message",
            "storageKey": null
          }
        ],
        "type": "UserError",
        "abstractKey": "__isUserError"
      }
    ],
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "documentsPendingQuery",
    "selections": (v1/*:: as any*/),
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "documentsPendingQuery",
    "selections": (v1/*:: as any*/)
  },
  "params": {
    "cacheID": "0fdc40de4bd1bd47bfba7878fa66f883",
    "id": null,
    "metadata": {},
    "name": "documentsPendingQuery",
    "operationKind": "query",
    "text": "query documentsPendingQuery(\n  $flowId: ID!\n) {\n  pendingAssociation(flowId: $flowId, completionCode: \"none\") {\n    __typename\n    ... on PendingAssociation {\n      effect\n    }\n    ... on UserError {\n      __isUserError: __typename\n      message\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "4813782857f9b1fdbcdc3a951e027d66";

export default node;
