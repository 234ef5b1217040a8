import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf } from '../../support/read-template.ts';

const { WorkflowMachine: machine } = resourcesOf(aTemplate(), 'AWS::StepFunctions::StateMachine');

describe('ApprovalWorkflow', () => {
  it('is a Standard workflow: an approval may take days, and a step must not run twice', () => {
    expect(machine).toMatchObject({ StateMachineType: 'STANDARD' });
  });

  it('logs errors only, and never the data of an execution', () => {
    expect(machine).toMatchObject({ LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false } });
  });

  it('has the name by which the functions that answer it may answer it', () => {
    expect(machine).toMatchObject({ StateMachineName: '${AWS::StackName}-approval' });
  });
});
