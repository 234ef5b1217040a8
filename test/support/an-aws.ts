import { SdkCaller } from '../../lambdas/adapters/sdk-caller.ts';
import type {
  AwsCaller,
  CallOutcome,
  CredentialIssuer,
  OneShotSession,
  ReadBody,
} from '../../lambdas/execute/ports.ts';
import type { Call } from '../../lambdas/record/call.ts';

/** AWS as the executor meets it: every session it was asked for and every call it was sent, in order. */
export interface ScriptedAws {
  readonly credentials: CredentialIssuer;
  readonly aws: AwsCaller;
  readonly issued: OneShotSession[];
  readonly sent: Call[];
  /** What the next calls answer; it may throw, as an executor that dies would. */
  answer: (call: Call, readBody: ReadBody) => Promise<CallOutcome>;
  /** Set to make STS refuse. */
  stsError: Error | undefined;
  /** Set to make the preparation of a call fail. */
  prepareError: Error | undefined;
}

/** Prepares calls as the product does; nothing here ever sends one. */
const sdk = new SdkCaller(undefined);

/** An AWS where every call succeeds with an empty answer. */
export function anAws(answer: CallOutcome = { kind: 'answered', output: {}, requestId: 'req-1' }): ScriptedAws {
  const issued: OneShotSession[] = [];
  const sent: Call[] = [];
  const scripted: ScriptedAws = {
    issued,
    sent,
    answer: async () => answer,
    stsError: undefined,
    prepareError: undefined,
    credentials: {
      issue: async (session) => {
        issued.push(session);
        if (scripted.stsError) throw scripted.stsError;
        return { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'example', sessionToken: 'example' };
      },
    },
    aws: {
      prepare: async (call) => {
        if (scripted.prepareError) throw scripted.prepareError;
        const { schema } = await sdk.prepare(call);
        return {
          schema,
          send: async (_credentials, readBody) => {
            sent.push(call);
            return scripted.answer(call, readBody);
          },
        };
      },
    },
  };
  return scripted;
}
