/**
 * @generated SignedSource<<45dc8c5aa612d3536be6f7bb20649f78>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
export type documentsDesignationQuery$variables = {
  code: string;
};
export type documentsDesignationQuery$data = {
  readonly callerOrganization: {
    readonly designation: {
      readonly code: string;
      readonly metrics: ReadonlyArray<{
        readonly code: string;
        readonly points: number;
      }>;
      readonly score: number;
    } | null | undefined;
    readonly id: string;
  } | null | undefined;
};
export type documentsDesignationQuery = {
  response: documentsDesignationQuery$data;
  variables: documentsDesignationQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "code"
  }
],
v1 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "code",
  "storageKey": null
},
v2 = [
  {
    "alias": null,
    "args": null,
    "concreteType": "Organization",
    "kind": "LinkedField",
    "name": "callerOrganization",
    "plural": false,
    "selections": [
      {
        "alias": null,
        "args": null,
        "kind": "ScalarField",
        "name": "id",
        "storageKey": null
      },
      {
        "alias": null,
        "args": [
          {
            "kind": "Variable",
            "name": "code",
            "variableName": "code"
          }
        ],
        "concreteType": "DesignationProgress",
        "kind": "LinkedField",
        "name": "designation",
        "plural": false,
        "selections": [
          (v1/*:: as any*/),
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "score",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "concreteType": "MetricProgress",
            "kind": "LinkedField",
            "name": "metrics",
            "plural": true,
            "selections": [
              (v1/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "points",
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "storageKey": null
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
    "name": "documentsDesignationQuery",
    "selections": (v2/*:: as any*/),
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "documentsDesignationQuery",
    "selections": (v2/*:: as any*/)
  },
  "params": {
    "cacheID": "6008af2e59bdede892eb4d0092aca754",
    "id": null,
    "metadata": {},
    "name": "documentsDesignationQuery",
    "operationKind": "query",
    "text": "query documentsDesignationQuery(\n  $code: ID!\n) {\n  callerOrganization {\n    id\n    designation(code: $code) {\n      code\n      score\n      metrics {\n        code\n        points\n      }\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "8531affb226e75dcabd71930b28ca2b7";

export default node;
