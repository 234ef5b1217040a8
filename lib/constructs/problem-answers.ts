import { type GatewayResponseOptions, ResponseType } from 'aws-cdk-lib/aws-apigateway';

interface Answer {
  readonly type: ResponseType;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  /** HTTP status; left out where API Gateway keeps the one of the failure. */
  readonly status?: number;
}

const AGAIN = 'Send the request again later. With the same Idempotency-Key nothing can run twice.';

const ANSWERS: readonly Answer[] = [
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    kind: 'not-signed',
    status: 403,
    title: 'The request is not signed, or there is no such path',
    detail: 'Sign the request with SigV4 for execute-api, and check the method and the path.',
  },
  {
    type: ResponseType.INVALID_SIGNATURE,
    kind: 'bad-signature',
    status: 403,
    title: 'The signature does not match the request',
    detail: 'Sign exactly the bytes that you send, with the credentials of the agent role, for this region.',
  },
  {
    type: ResponseType.EXPIRED_TOKEN,
    kind: 'expired-credentials',
    status: 403,
    title: 'The credentials have expired',
    detail: 'Fetch new credentials for the agent role and sign again.',
  },
  {
    type: ResponseType.ACCESS_DENIED,
    kind: 'not-allowed',
    status: 403,
    title: 'The caller may not use this path',
    detail: 'The caller needs execute-api:Invoke on this method and path.',
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    kind: 'body-too-large',
    status: 413,
    title: 'The request is too large',
    detail: 'Send a smaller envelope. Large objects cannot go through the gateway.',
  },
  { type: ResponseType.THROTTLED, kind: 'too-many-requests', status: 429, title: 'Too many requests', detail: AGAIN },
  {
    type: ResponseType.QUOTA_EXCEEDED,
    kind: 'too-many-requests',
    status: 429,
    title: 'Too many requests',
    detail: AGAIN,
  },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    kind: 'still-running',
    status: 504,
    title: 'The gateway did not answer in time',
    detail: 'The operation may be running. Send the request again with the same Idempotency-Key to learn its state.',
  },
  {
    type: ResponseType.DEFAULT_4XX,
    kind: 'bad-request',
    title: 'The request cannot be taken',
    detail: 'Check the method, the path, the headers and the body against the OpenAPI document.',
  },
  {
    type: ResponseType.DEFAULT_5XX,
    kind: 'broken',
    title: 'The gateway failed; nothing more will be run',
    detail: AGAIN,
  },
];

/**
 * API Gateway's own answers as RFC 9457 problem documents, in the form of the Lambdas' own. The media type is set by a
 * header, since API Gateway picks a template by what the caller accepts and falls back to `application/json`.
 */
export const PROBLEM_ANSWERS: readonly GatewayResponseOptions[] = ANSWERS.map(
  ({ type, kind, title, detail, status }) => ({
    type,
    ...(status !== undefined && { statusCode: String(status) }),
    responseHeaders: { 'Content-Type': "'application/problem+json'" },
    templates: {
      'application/json': JSON.stringify({
        type: `urn:countersign:${kind}`,
        title,
        status,
        detail,
        requestId: '$context.requestId',
      }),
    },
  }),
);
