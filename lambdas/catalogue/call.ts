import type { JsonObject } from '../runtime/json.ts';

/** One AWS API call: which operation of which service, where, with what input (SDK member names, blobs as base64). */
export interface Call {
  /** The SDK client's short name: `s3`, `dynamodb`, `secretsmanager`. */
  readonly service: string;
  /** The API operation in PascalCase: `DeleteObject`. */
  readonly operation: string;
  /** 12-digit AWS account id. */
  readonly account: string;
  readonly region: string;
  readonly input: JsonObject;
}
