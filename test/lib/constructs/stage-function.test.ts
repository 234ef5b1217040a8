import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf } from '../../support/read-template.ts';

const functions = resourcesOf(aTemplate(), 'AWS::Lambda::Function');
const limits = Object.entries(functions).map(([name, { Timeout, MemorySize }]) => [name, { Timeout, MemorySize }]);

describe('StageFunction', () => {
  it('runs one runtime on one architecture, from a bundle', () => {
    for (const one of Object.values(functions)) {
      expect(one).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    }
  });

  it('has a limit of time and memory of its own', () => {
    expect(Object.fromEntries(limits)).toEqual({
      SubmitFunction: { Timeout: 29, MemorySize: 1024 }, // API Gateway waits 29 s
      RequestApprovalFunction: { Timeout: 20, MemorySize: 512 },
      AnswerFunction: { Timeout: 10, MemorySize: 1024 }, // Slack waits 3 s, a cold start included
      ExecuteFunction: { Timeout: 120, MemorySize: 1024 }, // below the 180 s of its state
      CloseFunction: { Timeout: 60, MemorySize: 512 },
      ArchiveFunction: { Timeout: 60, MemorySize: 512 },
      StopFunction: { Timeout: 29, MemorySize: 512 },
    });
  });

  it('logs to a group of its own that forgets after three months', () => {
    const groups = Object.values(functions).map(
      ({ LoggingConfig }) => (LoggingConfig as { LogGroup: string }).LogGroup,
    );
    expect(new Set(groups).size).toBe(groups.length);
    const retained = Object.values(resourcesOf(aTemplate(), 'AWS::Logs::LogGroup')).map(
      ({ RetentionInDays }) => RetentionInDays,
    );
    expect(new Set(retained)).toEqual(new Set([90]));
  });

  it('sets no variable that belongs to Lambda or Node', () => {
    const names = Object.values(functions).flatMap(({ Environment }) =>
      Object.keys((Environment as { Variables: object }).Variables),
    );
    expect(names.filter((name) => /^(AWS_|LAMBDA_|NODE_|_)/.test(name))).toEqual([]);
  });

  it('does not start before its policy is there', () => {
    const raw = aTemplate().findResources('AWS::Lambda::Function') as Record<string, { DependsOn: string[] }>;
    for (const [name, { DependsOn }] of Object.entries(raw)) {
      const stage = name.replace(/Function[0-9A-F]{8}$/, '');
      expect(DependsOn.some((other) => other.startsWith(`${stage}RoleDefaultPolicy`))).toBe(true);
    }
  });
});
