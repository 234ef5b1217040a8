import { describe, expect, it } from '@jest/globals';
import asl from 'asl-validator';
import machine from '../../statemachines/approval.asl.json' with { type: 'json' };
import { aTemplate } from '../support/a-stack.ts';
import { resourcesOf } from '../support/read-template.ts';

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly End?: boolean;
  readonly Choices?: readonly { readonly Next: string; readonly And?: readonly object[] }[];
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly Next: string;
    readonly ResultPath?: string;
  }[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Parameters?: { readonly Payload: Readonly<Record<string, string>> };
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
}

const states: Readonly<Record<string, State>> = machine.States;
const text = JSON.stringify(machine);
const tasks = Object.entries(states).filter(([, { Type }]) => Type === 'Task');

function nextOf(name: string): readonly string[] {
  const { Next, Default, Choices = [], Catch = [] } = states[name]!;
  return [Next, Default, ...Choices.map((choice) => choice.Next), ...Catch.map((caught) => caught.Next)].filter(
    (next) => next !== undefined,
  );
}

/** Every way from the start to an end, each state once. */
function ways(from = machine.StartAt, before: readonly string[] = []): readonly (readonly string[])[] {
  const way = [...before, from];
  const next = nextOf(from).filter((state) => !way.includes(state));
  return next.length === 0 ? [way] : next.flatMap((state) => ways(state, way));
}

describe('the approval workflow', () => {
  it('is valid Amazon States Language', () => {
    const { isValid, errorsText } = asl(machine as object);
    expect(errorsText()).toBe('');
    expect(isValid).toBe(true);
  });

  it('stands in the order of the way of an envelope', () => {
    expect(Object.keys(states)).toEqual(['Begin', 'RequestApproval', 'Verdict', 'Execute', 'Close', 'CloseFailed']);
    expect(machine.StartAt).toBe('Begin');
  });

  it('goes only to states that exist, and to each of them', () => {
    const targets = Object.keys(states).flatMap(nextOf);
    expect(targets.filter((target) => !(target in states))).toEqual([]);
    expect([...new Set(ways().flat())].sort()).toEqual(Object.keys(states).sort());
  });

  it('catches everything in every task', () => {
    const caught = tasks.map(([name, { Catch = [] }]) => [name, Catch.at(-1)?.ErrorEquals, Catch.at(-1)?.Next]);
    expect(caught).toEqual([
      ['RequestApproval', ['States.ALL'], 'Close'],
      ['Execute', ['States.ALL'], 'Close'],
      ['Close', ['States.ALL'], 'CloseFailed'],
    ]);
  });

  it('never waits without an end', () => {
    const endless = tasks.filter(
      ([, task]) => task.TimeoutSeconds === undefined && task.TimeoutSecondsPath === undefined,
    );
    expect(endless.map(([name]) => name)).toEqual([]);
    const waiting = tasks.filter(([, { Resource }]) => Resource?.endsWith('.waitForTaskToken'));
    expect(waiting.map(([name, { TimeoutSecondsPath }]) => [name, TimeoutSecondsPath])).toEqual([
      ['RequestApproval', '$.timeoutSeconds'],
    ]);
  });

  it('passes Close on every way to an end', () => {
    expect(ways().filter((way) => !way.includes('Close'))).toEqual([]);
  });

  it('executes on an approved verdict and on nothing else', () => {
    expect(Object.keys(states).filter((name) => nextOf(name).includes('Execute'))).toEqual(['Verdict']);
    expect(states['Verdict']).toMatchObject({ Default: 'Close' });
    expect(states['Verdict']?.Choices).toEqual([
      {
        And: [
          { Variable: '$.approval.verdict', IsPresent: true },
          { Variable: '$.approval.verdict', StringEquals: 'APPROVED' },
        ],
        Next: 'Execute',
      },
    ]);
  });

  it('tries Execute again only when Lambda did not start it, since a claimed operation must not run twice', () => {
    expect(states['Execute']?.Retry?.map(({ ErrorEquals }) => ErrorEquals)).toEqual([
      ['Lambda.TooManyRequestsException'],
    ]);
  });

  it('hands its functions ids, the token and the name of a failure, never an input, a result or a reason', () => {
    const handed = tasks.map(([name, { Parameters }]) => [name, Parameters?.Payload]);
    expect(Object.fromEntries(handed)).toEqual({
      RequestApproval: { 'operationId.$': '$.operationId', 'taskToken.$': '$$.Task.Token' },
      Execute: { 'operationId.$': '$.operationId' },
      Close: { 'operationId.$': '$.operationId', 'failure.$': '$.failure.Error' },
    });
  });

  it('has a failure for Close to read on every way: the default, then the one that was caught', () => {
    expect(states['Begin']).toMatchObject({
      Result: { Error: 'None' },
      ResultPath: '$.failure',
      Next: 'RequestApproval',
    });
    const paths = tasks.flatMap(([, { Catch = [] }]) => Catch.map(({ ResultPath }) => ResultPath));
    expect(new Set(paths)).toEqual(new Set(['$.failure']));
  });

  it('names exactly the functions that the stack puts in, each an ARN', () => {
    const asked = [...new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name))].sort();
    const [stateMachine] = Object.values(resourcesOf(aTemplate(), 'AWS::StepFunctions::StateMachine'));
    expect(stateMachine?.['DefinitionSubstitutions']).toEqual(
      Object.fromEntries(asked.map((name) => [name, `${name}.Arn`])),
    );
  });
});
